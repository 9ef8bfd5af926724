import { createI18n, useI18n } from 'vue-i18n'
import { readLanguage } from '../language.ts'
import { clock } from './clock.ts'
import { fault } from './fault.ts'
import { frame } from './frame.ts'
import { inbox } from './inbox.ts'
import { phone } from './phone.ts'
import { town } from './town.ts'

const en = {
  frame: frame.en,
  inbox: inbox.en,
  phone: phone.en,
  town: town.en,
  fault: fault.en,
  clock: clock.en,
}
const zh: typeof en = {
  frame: frame.zh,
  inbox: inbox.zh,
  phone: phone.zh,
  town: town.zh,
  fault: fault.zh,
  clock: clock.zh,
}

type Messages = typeof en

/** Every sentence there is, for example `inbox.empty`; another key is a type error. */
export type MessageKey = {
  [Part in keyof Messages]: `${Part}.${Extract<keyof Messages[Part], string>}`
}[keyof Messages]

/** The sentences, in the language chosen before or the browser's. */
export function createWords(storage: Storage, wanted: readonly string[]) {
  return createI18n({
    legacy: false,
    locale: readLanguage(storage, wanted),
    fallbackLocale: 'en',
    messages: { en, zh },
  })
}

/** `say(key, values)` is the sentence in the language of the page. */
export function useWords() {
  const { t, locale } = useI18n()
  const say = (key: MessageKey, values: Record<string, string | number> = {}): string => t(key, values)
  return { say, locale }
}

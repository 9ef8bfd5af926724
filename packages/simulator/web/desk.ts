import { type InjectionKey, inject, provide, type Ref, ref, shallowRef } from 'vue'
import type { SimCall } from './api/call.ts'
import { createConnection } from './connection.ts'
import { createInbox } from './inbox/inbox.ts'
import { keepLanguage } from './keep-language.ts'
import type { Language } from './language.ts'
import { keepTheme } from './theme.ts'
import { createTown } from './town/town.ts'

/** Everything the parts of the page have in common. */
export function createDesk(language: Ref<Language>) {
  const inbox = createInbox()
  const town = createTown(language)
  keepLanguage(language)
  return {
    inbox,
    town,
    language,
    theme: keepTheme(),
    connection: createConnection(inbox, town),
    /** The call whose curl line is shown. */
    shownCall: shallowRef<SimCall>(),
    /** What the person did last, for the notice at the bottom. */
    notice: ref<{ text: string; isError: boolean; at: number }>(),
    /** Whose phone it is. */
    personId: ref(''),
  }
}

export type Desk = ReturnType<typeof createDesk>

const KEY: InjectionKey<Desk> = Symbol('desk')

/** Hands the desk to everything below this component. */
export function provideDesk(desk: Desk): void {
  provide(KEY, desk)
}

/** The desk handed down from above. */
export function useDesk(): Desk {
  const desk = inject(KEY)
  if (!desk) throw new TypeError('no desk was provided above this component')
  return desk
}

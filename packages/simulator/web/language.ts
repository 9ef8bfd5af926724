import { type Ref, watch } from 'vue'

export type Language = 'zh' | 'en'

const KEY = 'wxgate_sim_language'

/** The language chosen before, else the browser's, else English. */
export function readLanguage(storage: Storage, wanted: readonly string[]): Language {
  const chosen = storage.getItem(KEY)
  if (chosen === 'zh' || chosen === 'en') return chosen
  return wanted[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** Keeps the choice and the document's `lang` in step with `language`. */
export function keepLanguage(language: Ref<Language>, storage: Storage = localStorage): void {
  const apply = (value: Language) => {
    document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en'
  }
  apply(language.value)
  watch(language, (value) => {
    storage.setItem(KEY, value)
    apply(value)
  })
}

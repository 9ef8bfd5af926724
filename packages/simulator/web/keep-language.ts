import { type Ref, watch } from 'vue'
import { LANGUAGE_KEY, type Language } from './language.ts'

/** Keeps the choice and the document's `lang` in step with `language`. */
export function keepLanguage(language: Ref<Language>, storage: Storage = localStorage): void {
  const apply = (value: Language) => {
    document.documentElement.lang = value === 'zh' ? 'zh-CN' : 'en'
  }
  apply(language.value)
  watch(language, (value) => {
    storage.setItem(LANGUAGE_KEY, value)
    apply(value)
  })
}

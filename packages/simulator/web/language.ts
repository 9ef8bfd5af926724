export type Language = 'zh' | 'en'

/** Where the choice is kept in the browser. */
export const LANGUAGE_KEY = 'wxgate_sim_language'

/** The language chosen before, else the browser's, else English. */
export function readLanguage(storage: Pick<Storage, 'getItem'>, wanted: readonly string[]): Language {
  const chosen = storage.getItem(LANGUAGE_KEY)
  if (chosen === 'zh' || chosen === 'en') return chosen
  return wanted[0]?.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

/** A language that the catalogue is written in. */
export type Language = 'en' | 'zh'

/** The words about one code, in one language. */
export interface Prose {
  /** One sentence. */
  meaning: string
  /** The likeliest first. */
  causes: readonly string[]
  /** The steps to take, in this order. */
  cures: readonly string[]
}

/** Prose by WeChat's number, or by the page's text where there is no number. */
export type ProseTable = Readonly<Record<string, Readonly<Record<Language, Prose>>>>

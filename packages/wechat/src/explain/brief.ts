import type { ErrcodeKind } from '../error.ts'
import type { Language, Prose } from './prose.ts'

/** The words in one language: a sentence, or several of them. */
type Said = readonly [meaning: string, causes: string | readonly string[], cures: string | readonly string[]]

/** A code that stands in no table of the wire: a number outside of it, a text, or one of wxgate's own. */
export interface Brief {
  /** WeChat's own words, where there are some besides the key. */
  words?: string | undefined
  kind: ErrcodeKind
  en: Said
  zh: Said
}

/** Briefs by number, text or literal code; a table that is to be whole names its codes as `Code`. */
export type BriefTable<Code extends string = string> = Readonly<Record<Code, Brief>>

/** The prose of a brief in both languages. */
export function readBriefProse(brief: Brief): Readonly<Record<Language, Prose>> {
  return { en: readSaid(brief.en), zh: readSaid(brief.zh) }
}

function readSaid([meaning, causes, cures]: Said): Prose {
  return { meaning, causes: [causes].flat(), cures: [cures].flat() }
}

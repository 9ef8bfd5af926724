/** The same sentence for readers of Chinese and of English. */
export type Words = { en: string; zh: string }

/**
 * A check that real WeChat makes. `confidence` says how it is known: `official` stands in WeChat's
 * documentation, `captured` was seen in real answers by several people, `supposed` is our best guess.
 */
export type Rule = {
  name: string
  /** Paths it is applied at. */
  endpoints: readonly string[]
  /** The errcode of an API answer or of a page; null where WeChat's page shows no number. */
  errcode: number | null
  wrong: Words
  passes: Words
  /** Page of WeChat's documentation, or `unconfirmed`. */
  source: string
  confidence: 'official' | 'captured' | 'supposed'
  /** For rules of pages: the page's name (its code, or a word where WeChat shows none) and its exact text. */
  page?: { name: string; text: string }
}

/** Something WeChat let pass that deserves a note in the journal. */
export type Warning = { rule: string; sent: string; says: Words }

/** Thrown by a check; whoever answers turns it into WeChat's error body or page. */
export class Refused extends Error {
  readonly code = 'rule_refused'
  readonly rule: Rule
  /** What was sent, in words that hold no secret. */
  readonly sent: string
  readonly errcode: number | null
  /** Replaces the usual text of the errcode. */
  readonly errmsg: string | undefined

  constructor(rule: Rule, sent: string, changes: { errcode?: number; errmsg?: string } = {}) {
    super(rule.wrong.en)
    this.rule = rule
    this.sent = sent
    this.errcode = changes.errcode ?? rule.errcode
    this.errmsg = changes.errmsg
  }
}

/** A value for the journal that must not be repeated there: its first characters and its length. */
export function mask(value: string | undefined): string {
  if (value === undefined) return 'nothing'
  if (value === '') return 'an empty value'
  return `${value.slice(0, 4)}… (${value.length} characters)`
}

/** A harmless value for the journal, shortened. */
export function quote(value: string | undefined): string {
  if (value === undefined) return 'nothing'
  return value.length > 200 ? `"${value.slice(0, 200)}…"` : `"${value}"`
}

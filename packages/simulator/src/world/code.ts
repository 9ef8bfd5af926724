import { createBoundedMap } from './bounded-map.ts'
import { randomCode } from './random-text.ts'
import type { Visitor } from './visitor.ts'

/** An OAuth code on its way from the browser to the server. */
export type Code = {
  code: string
  visitor: Visitor
  scope: string
  /** The withdrawals that had happened when it was given. */
  epoch: number
  /** Milliseconds since 1970; five minutes after it was given. */
  expiresAt: number
  used: boolean
}

/** Codes given out; used and expired ones are remembered, to say what became of them. */
export type Codes = {
  issue(grant: { visitor: Visitor; scope: string; epoch: number }, nowMs: number): string
  find(code: string): Code | undefined
}

const LIFETIME_MS = 5 * 60_000

/** No codes yet. */
export function createCodes(): Codes {
  const codes = createBoundedMap<Code>(50_000)
  return {
    find: (code) => codes.get(code),
    issue(grant, nowMs) {
      const code = randomCode()
      codes.set(code, { code, ...grant, expiresAt: nowMs + LIFETIME_MS, used: false })
      return code
    },
  }
}

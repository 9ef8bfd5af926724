import { createBoundedMap } from './bounded-map.ts'
import { randomCode } from './random-text.ts'
import type { Visitor } from './visitor.ts'

/** An OAuth code on its way from the browser to the server. */
export type Code = {
  code: string
  visitor: Visitor
  scope: string
  /** Appid of the platform that signs in on behalf of the account, or null. */
  component: string | null
  /** The withdrawals that had happened when it was given. */
  epoch: number
  /** Milliseconds since 1970; five minutes after it was given, ten for websites. */
  expiresAt: number
  used: boolean
}

type Grant = {
  visitor: Visitor
  scope: string
  epoch: number
  component?: string | null
  /** Ends the code with a hyphen, as one recorded code does. */
  hasHyphen?: boolean
}

/** Codes given out; used and expired ones are remembered, to say what became of them. */
export type Codes = {
  /** `grant.component` is the platform in whose name it is; `lifetimeMs` is five minutes unless given. */
  issue(grant: Grant, nowMs: number, lifetimeMs?: number): string
  find(code: string): Code | undefined
}

const LIFETIME_MS = 5 * 60_000

/** No codes yet. */
export function createCodes(): Codes {
  const codes = createBoundedMap<Code>(50_000)
  return {
    find: (code) => codes.get(code),
    issue({ hasHyphen, ...grant }, nowMs, lifetimeMs = LIFETIME_MS) {
      const code = randomCode(hasHyphen)
      codes.set(code, { component: null, ...grant, code, expiresAt: nowMs + lifetimeMs, used: false })
      return code
    },
  }
}

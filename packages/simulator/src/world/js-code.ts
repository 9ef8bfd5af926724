import { createBoundedMap } from './bounded-map.ts'
import { randomCode } from './random-text.ts'

/** What `wx.login` gave a mini program on somebody's phone. */
export type JsCode = {
  code: string
  appid: string
  personId: string
  /** Milliseconds since 1970; five minutes after it was given. */
  expiresAt: number
  used: boolean
}

export type JsCodes = {
  find(code: string): JsCode | undefined
  issue(appid: string, personId: string, nowMs: number): JsCode
}

const LIFETIME_MS = 5 * 60_000

/** No codes yet. */
export function createJsCodes(): JsCodes {
  const codes = createBoundedMap<JsCode>(20_000)
  return {
    find: (code) => codes.get(code),
    issue(appid, personId, nowMs) {
      const code = { code: randomCode(), appid, personId, expiresAt: nowMs + LIFETIME_MS, used: false }
      codes.set(code.code, code)
      return code
    },
  }
}

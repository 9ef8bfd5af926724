import { randomBytes } from 'node:crypto'
import { createBoundedMap } from './bounded-map.ts'

/** What the button `open-type="getPhoneNumber"` of a mini program gave; another thing than the code of `wx.login`. */
export type PhoneCode = {
  code: string
  appid: string
  personId: string
  /** Milliseconds since 1970; five minutes after it was given. */
  expiresAt: number
  used: boolean
}

export type PhoneCodes = {
  find(code: string): PhoneCode | undefined
  issue(appid: string, personId: string, nowMs: number): PhoneCode
}

const LIFETIME_MS = 5 * 60_000

/** No codes yet. */
export function createPhoneCodes(): PhoneCodes {
  const codes = createBoundedMap<PhoneCode>(20_000)
  return {
    find: (code) => codes.get(code),
    issue(appid, personId, nowMs) {
      const text = randomBytes(32).toString('hex')
      const code = { code: text, appid, personId, expiresAt: nowMs + LIFETIME_MS, used: false }
      codes.set(text, code)
      return code
    },
  }
}

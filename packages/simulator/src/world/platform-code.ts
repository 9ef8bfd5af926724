import { createBoundedMap } from './bounded-map.ts'
import { randomPlatformText } from './random-text.ts'

/** A `pre_auth_code` (no account yet) or an `auth_code` (of the account that authorized). */
export type PlatformCode = {
  code: string
  component: string
  /** Null for a `pre_auth_code`. */
  appid: string | null
  /** Milliseconds since 1970. */
  expiresAt: number
  used: boolean
}

export type PlatformCodes = {
  find(code: string): PlatformCode | undefined
  issue(
    owner: { component: string; appid: string | null },
    lifetimeSeconds: number,
    nowMs: number,
  ): PlatformCode
}

/** No codes yet. */
export function createPlatformCodes(): PlatformCodes {
  const codes = createBoundedMap<PlatformCode>(20_000)
  return {
    find: (code) => codes.get(code),
    issue({ component, appid }, lifetimeSeconds, nowMs) {
      const text = randomPlatformText(appid === null ? 'preauthcode' : 'queryauthcode')
      const code = { code: text, component, appid, expiresAt: nowMs + lifetimeSeconds * 1000, used: false }
      codes.set(text, code)
      return code
    },
  }
}

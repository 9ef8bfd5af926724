import { createBoundedMap } from './bounded-map.ts'
import { randomToken } from './random-text.ts'

/** A global `access_token` of an account: `plain` from `cgi-bin/token`, `stable` from `cgi-bin/stable_token`. */
export type AppToken = {
  token: string
  appid: string
  kind: 'plain' | 'stable'
  /** Milliseconds since 1970. */
  expiresAt: number
  /** A newer one took its place; it dies early, and then answers 40001 instead of 42001. */
  superseded: boolean
}

export type AppTokens = {
  find(token: string): AppToken | undefined
  /** The newest token of an account and kind, living or not. */
  current(appid: string, kind: AppToken['kind']): AppToken | undefined
  issue(appid: string, kind: AppToken['kind'], nowMs: number): AppToken
  /** Ends every living token of the account but `keep`, at `endsAt` at the latest, as superseded. */
  supersede(appid: string, kind: AppToken['kind'], endsAt: number, keep: AppToken): void
  /** Ends every living token of the account now, as expired. */
  expire(appid: string, nowMs: number): void
}

/** Seconds an app token lives. */
export const APP_TOKEN_SECONDS = 7200

/** No tokens yet. */
export function createAppTokens(): AppTokens {
  const tokens = createBoundedMap<AppToken>(20_000)
  const current = new Map<string, AppToken>()
  return {
    find: (token) => tokens.get(token),
    current: (appid, kind) => current.get(`${kind} ${appid}`),
    issue(appid, kind, nowMs) {
      const expiresAt = nowMs + APP_TOKEN_SECONDS * 1000
      const token: AppToken = { token: randomToken(), appid, kind, expiresAt, superseded: false }
      tokens.set(token.token, token)
      current.set(`${kind} ${appid}`, token)
      return token
    },
    supersede(appid, kind, endsAt, keep) {
      for (const token of tokens.values()) {
        if (token === keep || token.appid !== appid || token.kind !== kind || token.expiresAt <= endsAt)
          continue
        token.expiresAt = endsAt
        token.superseded = true
      }
    },
    expire(appid, nowMs) {
      for (const token of tokens.values()) {
        if (token.appid === appid && token.expiresAt > nowMs) token.expiresAt = nowMs
      }
    },
  }
}

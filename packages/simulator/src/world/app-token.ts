import { createBoundedMap } from './bounded-map.ts'
import { randomToken } from './random-text.ts'

/**
 * A global `access_token` of an account: `plain` from `cgi-bin/token`, `stable` from `cgi-bin/stable_token`,
 * `authorizer` from a third-party platform that acts for the account.
 */
export type AppToken = {
  token: string
  appid: string
  kind: 'plain' | 'stable' | 'authorizer'
  /** Appid of the platform that an `authorizer` token was given to; null for the account's own. */
  component: string | null
  /** Milliseconds since 1970. */
  expiresAt: number
  /** A newer one took its place; it dies early, and then answers 40001 instead of 42001. */
  superseded: boolean
}

export type AppTokens = {
  find(token: string): AppToken | undefined
  /** The newest token of an account and kind, living or not. */
  current(appid: string, kind: AppToken['kind']): AppToken | undefined
  /** `component` for the kind `authorizer` alone. */
  issue(appid: string, kind: AppToken['kind'], nowMs: number, component?: string): AppToken
  /** Ends every living token of the account but `keep`, at `endsAt` at the latest, as superseded. */
  supersede(appid: string, kind: AppToken['kind'], endsAt: number, keep: AppToken): void
  /** Ends every living token that a platform has of the account, as superseded. */
  withdraw(component: string, appid: string, nowMs: number): void
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
    issue(appid, kind, nowMs, component) {
      const expiresAt = nowMs + APP_TOKEN_SECONDS * 1000
      const token: AppToken = {
        token: randomToken(),
        appid,
        kind,
        component: component ?? null,
        expiresAt,
        superseded: false,
      }
      tokens.set(token.token, token)
      current.set(`${kind} ${appid}`, token)
      return token
    },
    supersede(appid, kind, endsAt, keep) {
      for (const token of tokens.values()) {
        if (token === keep || token.appid !== appid || token.kind !== kind || token.expiresAt <= endsAt)
          continue
        if (token.component !== keep.component) continue
        token.expiresAt = endsAt
        token.superseded = true
      }
    },
    withdraw(component, appid, nowMs) {
      for (const token of tokens.values()) {
        if (token.component !== component || token.appid !== appid || token.expiresAt <= nowMs) continue
        token.expiresAt = nowMs
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

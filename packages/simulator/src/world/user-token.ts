import { createBoundedMap } from './bounded-map.ts'
import { randomToken } from './random-text.ts'
import type { Visitor } from './visitor.ts'

/** A user `access_token` of the web authorization. */
export type UserToken = UserGrant & {
  token: string
  /** Milliseconds since 1970; 7200 s after it was given or renewed. */
  expiresAt: number
}

/** A `refresh_token` and the access token it last gave. */
export type RefreshToken = UserGrant & {
  token: string
  /** Milliseconds since 1970; 30 days after it was given. */
  expiresAt: number
  current: UserToken
  /** Replaced by a newer one (only with the switch `rotateRefreshToken`). */
  rotated: boolean
}

/** `component` is the platform in whose name the person signed in, or null. */
type UserGrant = { visitor: Visitor; scope: string; epoch: number; component: string | null }

export type UserTokens = {
  /** A new pair for an exchanged code. */
  issue(grant: UserGrant, nowMs: number): RefreshToken
  find(token: string): UserToken | undefined
  findRefresh(token: string): RefreshToken | undefined
  /** The living access token with its time renewed, or a new one when it has expired. */
  renew(refresh: RefreshToken, nowMs: number): UserToken
  /** A new refresh token with 30 more days; the given one is dead from now on. */
  rotate(refresh: RefreshToken, nowMs: number): RefreshToken
}

/** Seconds a user token lives. */
export const USER_TOKEN_SECONDS = 7200
const REFRESH_LIFETIME_MS = 30 * 86_400_000

/** No tokens yet. */
export function createUserTokens(): UserTokens {
  const tokens = createBoundedMap<UserToken>(50_000)
  const refreshTokens = createBoundedMap<RefreshToken>(50_000)

  const issueToken = ({ visitor, scope, epoch, component }: UserGrant, nowMs: number): UserToken => {
    const expiresAt = nowMs + USER_TOKEN_SECONDS * 1000
    const token = { token: randomToken(), visitor, scope, epoch, component, expiresAt }
    tokens.set(token.token, token)
    return token
  }
  const issueRefresh = (current: UserToken, nowMs: number): RefreshToken => {
    const expiresAt = nowMs + REFRESH_LIFETIME_MS
    const refresh = { ...current, token: randomToken(), expiresAt, current, rotated: false }
    refreshTokens.set(refresh.token, refresh)
    return refresh
  }

  return {
    find: (token) => tokens.get(token),
    findRefresh: (token) => refreshTokens.get(token),
    issue: (grant, nowMs) => issueRefresh(issueToken(grant, nowMs), nowMs),
    renew(refresh, nowMs) {
      if (refresh.current.expiresAt <= nowMs) refresh.current = issueToken(refresh, nowMs)
      refresh.current.expiresAt = nowMs + USER_TOKEN_SECONDS * 1000
      return refresh.current
    },
    rotate(refresh, nowMs) {
      refresh.rotated = true
      return issueRefresh(refresh.current, nowMs)
    },
  }
}

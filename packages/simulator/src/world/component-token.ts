import { createBoundedMap } from './bounded-map.ts'
import { randomToken } from './random-text.ts'

/** A `component_access_token`. */
export type ComponentToken = {
  token: string
  component: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

export type ComponentTokens = {
  find(token: string): ComponentToken | undefined
  /** A new token; those before it live on until their own end (unconfirmed). */
  issue(component: string, nowMs: number): ComponentToken
  /** Ends every living token of the platform now. */
  expire(component: string, nowMs: number): void
}

/** Seconds a component token lives. */
export const COMPONENT_TOKEN_SECONDS = 7200

/** No tokens yet. */
export function createComponentTokens(): ComponentTokens {
  const tokens = createBoundedMap<ComponentToken>(5_000)
  return {
    find: (token) => tokens.get(token),
    issue(component, nowMs) {
      const expiresAt = nowMs + COMPONENT_TOKEN_SECONDS * 1000
      const token = { token: randomToken(), component, expiresAt }
      tokens.set(token.token, token)
      return token
    },
    expire(component, nowMs) {
      for (const token of tokens.values()) {
        if (token.component === component && token.expiresAt > nowMs) token.expiresAt = nowMs
      }
    },
  }
}

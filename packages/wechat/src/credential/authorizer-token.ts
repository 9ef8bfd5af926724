import type { AuthorizerTokens } from '../api/authorizer.ts'
import type { Store } from '../store/store.ts'
import { createTokenKeeper, type TokenKeeper } from './call.ts'
import { createKeeper, type KeeperEvent, type KeeperOptions } from './keeper.ts'

/** What an authorizer-token keeper needs. */
export interface AuthorizerTokenOptions {
  store: Store
  componentAppid: string
  /** The account that authorized the platform. */
  appid: string
  /** Fetches tokens with the refresh token and saves the new one before it answers. */
  fetch: () => Promise<AuthorizerTokens>
  now: () => number
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** The kind under which tokens of accounts behind a platform are kept. */
const authorizerTokenKind = 'authorizer-token'

/** The key: one account may have authorized several platforms. */
export function buildAuthorizerKey({
  componentAppid,
  appid,
}: {
  componentAppid: string
  appid: string
}): string {
  return `${componentAppid}/${appid}`
}

/**
 * Keeps the token of an account behind a platform: see `createKeeper`. It has no stable make: WeChat makes a new one at
 * every fetch, and the fetch may change the refresh token.
 */
export function createAuthorizerTokenKeeper(options: AuthorizerTokenOptions): TokenKeeper<'app token'> {
  const { store, now, onEvent, waitUntil } = options
  const keeper = createKeeper({
    store,
    kind: authorizerTokenKind,
    key: buildAuthorizerKey(options),
    use: 'app token',
    fetch: async () => {
      const { accessToken, expiresAt } = await options.fetch()
      return { token: accessToken, expiresAt }
    },
    now,
    onEvent,
    waitUntil,
  })
  return createTokenKeeper(keeper, 'refreshAppToken')
}

import { fetchStableToken, fetchToken } from '../api/token.ts'
import { keepSecret, type SecretText } from '../secret.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import { createTokenKeeper, type TokenKeeper } from './call.ts'
import { createKeeper, type KeeperEvent, type KeeperOptions } from './keeper.ts'

/** What an app-token keeper needs. */
export interface AppTokenOptions {
  wire: Wire
  store: Store
  appid: string
  /** The AppSecret, or a function that is asked for it at every fetch. */
  secret: SecretText | (() => SecretText)
  /**
   * `stable` (default): `cgi-bin/stable_token`, which leaves other systems' tokens alone. `plain`:
   * `cgi-bin/token`, where every fetch kills the token of everybody else.
   */
  make?: 'stable' | 'plain' | undefined
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** The kind under which app tokens are kept; the key is the appid. */
const appTokenKind = 'app-token'

/**
 * Keeps an account's app token: see `createKeeper`. Reads the clock of the wire. Throws a `TypeError`
 * (`secret_empty`) for an empty secret: at once for a text, at the fetch for a function.
 */
export function createAppTokenKeeper(options: AppTokenOptions): TokenKeeper<'app token'> {
  const { wire, store, appid, make = 'stable', onEvent, waitUntil } = options
  const fetchOne = make === 'stable' ? fetchStableToken : fetchToken
  const readSecret = keepSecret(options.secret)
  const keeper = createKeeper({
    store,
    kind: appTokenKind,
    key: appid,
    use: 'app token',
    fetch: () => fetchOne(wire, { appid, secret: readSecret() }),
    now: wire.now,
    onEvent,
    waitUntil,
  })
  return createTokenKeeper(keeper, 'refreshAppToken')
}

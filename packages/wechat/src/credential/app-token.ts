import { type AppToken, fetchStableToken, fetchToken, readAppToken } from '../api/token.ts'
import { WeChatError } from '../error.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import { createKeeper, type Keeper, type KeeperEvent } from './keeper.ts'

/** The keeper of an account's app token. */
export interface AppTokenKeeper extends Keeper {
  /**
   * Runs `use` with the token. When WeChat refuses the token (40001, 40014, 42001, 48012) it is dropped if it is
   * still the current one, and `use` runs exactly once more. A second refusal is `credential_token_refused`:
   * somebody else fetches tokens for this account, or `use` passes the token to a call that wants another kind.
   */
  call<T>(use: (token: AppToken) => Promise<T>): Promise<T>
}

/** What an app-token keeper needs. */
export interface AppTokenOptions {
  wire: Wire
  store: Store
  appid: string
  /** The AppSecret, or a function that is asked for it at every fetch. */
  secret: string | (() => string)
  /**
   * `stable` (default): `cgi-bin/stable_token`, which leaves other systems' tokens alone. `plain`:
   * `cgi-bin/token`, where every fetch kills the token of everybody else.
   */
  make?: 'stable' | 'plain' | undefined
  onEvent?: ((event: KeeperEvent) => void) | undefined
}

/** The kind under which app tokens are kept; the key is the appid. */
export const appTokenKind = 'app-token'

/** Keeps an account's app token: see `createKeeper`. Reads the clock of the wire. */
export function createAppTokenKeeper(options: AppTokenOptions): AppTokenKeeper {
  const { wire, store, appid, secret, make = 'stable', onEvent } = options
  const fetchOne = make === 'stable' ? fetchStableToken : fetchToken
  const keeper = createKeeper({
    store,
    kind: appTokenKind,
    key: appid,
    fetch: () => fetchOne(wire, { appid, secret: typeof secret === 'string' ? secret : secret() }),
    now: wire.now,
    onEvent,
  })
  return { ...keeper, call: (use) => callWithToken(keeper, use) }
}

async function callWithToken<T>(keeper: Keeper, use: (token: AppToken) => Promise<T>): Promise<T> {
  const { token } = await keeper.get()
  try {
    return await use(readAppToken(token))
  } catch (error) {
    if (!isStaleToken(error)) throw error
    await keeper.refuse(token)
  }
  const { token: next } = await keeper.get()
  try {
    return await use(readAppToken(next))
  } catch (error) {
    throw isStaleToken(error) ? buildRefusedError(error) : error
  }
}

function isStaleToken(error: unknown): error is WeChatError {
  return error instanceof WeChatError && error.code === 'wire_errcode' && error.kind === 'refreshAppToken'
}

function buildRefusedError(error: WeChatError): WeChatError {
  const { errcode, errmsg, rid, path, kind } = error
  return new WeChatError('credential_token_refused', `WeChat refused a fresh token at ${path}: ${errmsg}`, {
    errcode,
    errmsg,
    rid,
    path,
    kind,
    cause: error,
  })
}

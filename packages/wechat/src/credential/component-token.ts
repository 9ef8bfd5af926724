import { type ComponentTicket, fetchComponentToken } from '../api/component-token.ts'
import type { FetchedToken } from '../api/token.ts'
import { WeChatError } from '../error.ts'
import { keepSecret, type SecretText } from '../secret.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import { createTokenKeeper, type TokenKeeper } from './call.ts'
import { createKeeper, type KeeperEvent, type KeeperOptions } from './keeper.ts'

/** What a component-token keeper needs. */
export interface ComponentTokenOptions {
  wire: Wire
  store: Store
  componentAppid: string
  /** The platform's AppSecret, or a function that is asked for it at every fetch. */
  componentSecret: SecretText | (() => SecretText)
  /** Gives the newest ticket that was pushed; asked at every fetch. `refuse` hears that WeChat did not take it. */
  ticket: { get(): Promise<ComponentTicket>; refuse(): Promise<void> }
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** The kind under which component tokens are kept; the key is the platform's appid. */
const componentTokenKind = 'component-token'

/** Keeps a platform's token: see `createKeeper`. Reads the clock of the wire. */
export function createComponentTokenKeeper(options: ComponentTokenOptions): TokenKeeper<'component token'> {
  const { wire, store, componentAppid, onEvent, waitUntil } = options
  const readSecret = keepSecret(options.componentSecret)
  const keeper = createKeeper({
    store,
    kind: componentTokenKind,
    key: componentAppid,
    use: 'component token',
    fetch: () => fetchOne(options, readSecret()),
    now: wire.now,
    onEvent,
    waitUntil,
  })
  return createTokenKeeper(keeper, 'refreshComponentToken')
}

// Expired, and not this platform's (any more): only another push helps.
const badTicket: ReadonlySet<number | undefined> = new Set([61005, 61006])

async function fetchOne(
  { wire, componentAppid, ticket }: ComponentTokenOptions,
  componentSecret: SecretText,
): Promise<FetchedToken<'component token'>> {
  const current = await ticket.get()
  try {
    return await fetchComponentToken(wire, { componentAppid, componentSecret, ticket: current })
  } catch (error) {
    // That the push could not be asked for is the lesser trouble: what is thrown is why there is no token.
    if (error instanceof WeChatError && badTicket.has(error.errcode))
      await ticket.refuse().catch(() => undefined)
    throw error
  }
}

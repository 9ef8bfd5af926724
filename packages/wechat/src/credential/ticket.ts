import { fetchTicket } from '../api/ticket.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import type { TokenKeeper } from './call.ts'
import { createKeeper, type Keeper, type KeeperEvent, type KeeperOptions } from './keeper.ts'

/** What a ticket keeper needs. */
export interface TicketOptions {
  wire: Wire
  store: Store
  appid: string
  /** The keeper of the account's app token, with which tickets are fetched. */
  appToken: TokenKeeper<'app token'>
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** The kind under which tickets are kept; the key is the appid. */
const ticketKind = 'jsapi-ticket'

/** Keeps an account's ticket for the JS-SDK: see `createKeeper`. Reads the clock of the wire. */
export function createTicketKeeper(options: TicketOptions): Keeper<'ticket'> {
  const { wire, store, appid, appToken, onEvent, waitUntil } = options
  return createKeeper({
    store,
    kind: ticketKind,
    key: appid,
    use: 'ticket',
    fetch: () => appToken.call((token) => fetchTicket(wire, { token })),
    now: wire.now,
    onEvent,
    waitUntil,
  })
}

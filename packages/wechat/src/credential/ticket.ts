import { fetchTicket, type TicketType } from '../api/ticket.ts'
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
  /** `jsapi` unless given. */
  type?: TicketType | undefined
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** The kinds under which tickets are kept; the key is the appid. */
const ticketKinds = { jsapi: 'jsapi-ticket', wx_card: 'card-ticket' } as const

/** Keeps an account's ticket for the JS-SDK or for cards: see `createKeeper`. Reads the clock of the wire. */
export function createTicketKeeper(options: TicketOptions): Keeper<'ticket'> {
  const { wire, store, appid, appToken, type = 'jsapi', onEvent, waitUntil } = options
  return createKeeper({
    store,
    kind: ticketKinds[type],
    key: appid,
    use: 'ticket',
    fetch: () => appToken.call((token) => fetchTicket(wire, { token, type })),
    now: wire.now,
    onEvent,
    waitUntil,
  })
}

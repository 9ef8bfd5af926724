import { hide, type Secret } from '../secret.ts'
import type { Wire } from '../wire/call.ts'
import { readSeconds, readString } from '../wire/shape.ts'
import type { AppToken, FetchedToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/**
 * What pages are signed with, for the JS-SDK (`jsapi`) or for cards (`wx_card`). The library keeps and signs with the
 * first alone.
 */
export type TicketType = 'jsapi' | 'wx_card'

/** A ticket of an account. It never leaves the server: only the signature made with it does. */
export type Ticket = Secret<'ticket'>

/**
 * Fetches a ticket, good for 7,200 s; keep it, since the calls of a day are counted: see `createTicketKeeper`.
 * Source: WeChat's documentation, JS-SDK, `GET /cgi-bin/ticket/getticket`.
 */
export async function fetchTicket(
  wire: Wire,
  { token, type = 'jsapi' }: { token: AppToken; type?: TicketType | undefined },
): Promise<FetchedToken<'ticket'>> {
  const answer = await fetchWithToken(wire, '/cgi-bin/ticket/getticket', { token, query: { type } })
  return {
    token: hide(readString(answer, 'ticket'), 'ticket'),
    expiresAt: wire.now() + readSeconds(answer, 'expires_in') * 1000,
  }
}

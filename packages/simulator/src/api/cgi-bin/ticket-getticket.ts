import { openAccountCall } from '../../rules/account-call.ts'
import type { Call } from '../../rules/call.ts'
import { checkTicketType } from '../../rules/ticket-type.ts'

/** `GET /cgi-bin/ticket/getticket`: the same ticket for everybody until it dies. */
export function readJsTicket(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const type = checkTicketType(call.query.get('type'))
  const { ticket, expiresAt } = call.world.jsTickets.take(appid, type, call.now)
  return { errcode: 0, errmsg: 'ok', ticket, expires_in: Math.ceil((expiresAt - call.now) / 1000) }
}

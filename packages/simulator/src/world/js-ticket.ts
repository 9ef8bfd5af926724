import { randomTicket } from './random-text.ts'

/** A ticket of the JS-SDK (`jsapi`) or of cards (`wx_card`). */
export type JsTicket = {
  ticket: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

export type JsTickets = {
  /** The same ticket for everybody who asks until it dies, then a new one. */
  take(appid: string, type: string, nowMs: number): JsTicket
}

/** Milliseconds a ticket lives. */
const LIFETIME_MS = 7200 * 1000

/** No tickets yet. */
export function createJsTickets(): JsTickets {
  const tickets = new Map<string, JsTicket>()
  return {
    take(appid, type, nowMs) {
      const key = `${type} ${appid}`
      const known = tickets.get(key)
      if (known && known.expiresAt > nowMs) return known
      const ticket = { ticket: randomTicket(), expiresAt: nowMs + LIFETIME_MS }
      tickets.set(key, ticket)
      return ticket
    },
  }
}

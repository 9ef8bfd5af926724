import { createBoundedMap } from './bounded-map.ts'
import { derivePlatformText } from './identity.ts'
import { randomPlatformText } from './random-text.ts'

/** A `component_verify_ticket`; a newer one does not end it. */
export type ComponentTicket = {
  ticket: string
  component: string
  /** Milliseconds since 1970; twelve hours after it was given. */
  expiresAt: number
}

export type ComponentTickets = {
  find(ticket: string): ComponentTicket | undefined
  /** The last one given to this platform. */
  newest(component: string): ComponentTicket | undefined
  /** A new ticket; the first of a platform is the same on every start. */
  issue(component: string, nowMs: number): ComponentTicket
}

const LIFETIME_MS = 12 * 3_600_000

/** No tickets yet. */
export function createComponentTickets(): ComponentTickets {
  const tickets = createBoundedMap<ComponentTicket>(5_000)
  const newest = new Map<string, ComponentTicket>()
  return {
    find: (ticket) => tickets.get(ticket),
    newest: (component) => newest.get(component),
    issue(component, nowMs) {
      const text = newest.has(component)
        ? randomPlatformText('ticket')
        : derivePlatformText('ticket', component, 'first')
      const ticket = { ticket: text, component, expiresAt: nowMs + LIFETIME_MS }
      tickets.set(text, ticket)
      newest.set(component, ticket)
      return ticket
    },
  }
}

import { createBoundedMap } from './bounded-map.ts'

/** How an account's pushes are written: `plain` XML, encrypted (`safe`), or both in one body (`compatible`). */
export type PushMode = 'plain' | 'compatible' | 'safe'

/** The request of one attempt, kept whole so that the very same bytes can be sent again. */
export type SentPush = {
  contentType: string
  body: string
  /** The XML before encryption. */
  message: string
}

/** One POST to a developer's server and how it was answered. A retry is a delivery of its own. */
export type Delivery = {
  id: string
  /** Simulated milliseconds since 1970 of the sending. */
  at: number
  /** Appid of the account or the third-party platform whose server it went to. */
  to: string
  event: string
  mode: PushMode
  /** With the query: signature, timestamp, nonce and the rest. */
  url: string
  /** 1 to 3; 0 where nothing was sent because pushes to this URL are paused. */
  attempt: number
  /** HTTP status of the answer; 0 when none came. */
  status: number
  /** Body of the answer, cut after 64 kB. */
  body: string
  accepted: boolean
  /** Why the answer was not accepted, for a reader; null when it was. */
  problem: string | null
  /** Real milliseconds until the answer or the deadline. */
  durationMs: number
  /** The delivery whose bytes were sent again, or null. */
  replayOf: string | null
  sent: SentPush
}

/** Which deliveries to read. */
export type DeliveryFilter = { to?: string | undefined; event?: string | undefined; limit: number }

/** The newest 1,000 deliveries. */
export type Deliveries = {
  add(fields: Omit<Delivery, 'id'>): Delivery
  find(id: string): Delivery | undefined
  /** Newest first; `total` counts those of the kept ones that match. */
  list(filter: DeliveryFilter): { total: number; deliveries: Delivery[] }
  /** Goes up with every `clear`: what was on its way before a reset is not written down after it. */
  epoch(): number
  clear(): void
  /** Calls `listener` with every new delivery until the answer of this function is called. */
  listen(listener: (delivery: Delivery) => void): () => void
}

const KEPT_DELIVERIES = 1_000

/** Nothing delivered yet. */
export function createDeliveries(): Deliveries {
  let deliveries = createBoundedMap<Delivery>(KEPT_DELIVERIES)
  let lastId = 0
  let epoch = 0
  const listeners = new Set<(delivery: Delivery) => void>()
  return {
    add(fields) {
      lastId += 1
      const delivery = { ...fields, id: `delivery-${lastId}` }
      deliveries.set(delivery.id, delivery)
      for (const listener of listeners) listener(delivery)
      return delivery
    },
    find: (id) => deliveries.get(id),
    list({ to, event, limit }) {
      const found = [...deliveries.values()]
        .filter((each) => (to ?? each.to) === each.to && (event ?? each.event) === each.event)
        .reverse()
      return { total: found.length, deliveries: found.slice(0, limit) }
    },
    epoch: () => epoch,
    clear() {
      epoch += 1
      lastId = 0
      deliveries = createBoundedMap<Delivery>(KEPT_DELIVERIES)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

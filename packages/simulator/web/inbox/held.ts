import type { Delivery, JournalEntry } from '../api/answer.ts'
import { sendCall } from '../api/call.ts'
import { buildDeliveryRow, buildRequestRow, type Row } from './row.ts'

/** What the simulator holds of one kind: its newest rows, newest first, and how many there are since it was emptied. */
export type Held = { total: number; rows: Row[] }
/** Both kinds as of one moment. */
export type HeldRows = Record<Row['kind'], Held>

/** Reads at most so many of each kind. */
export async function fetchHeld({ requests, deliveries }: { requests: number; deliveries: number }) {
  const [journal, pushed] = await Promise.all([
    sendCall<{ total: number; entries: JournalEntry[] }>({
      method: 'GET',
      path: `journal?limit=${requests}`,
    }),
    sendCall<{ total: number; deliveries: Delivery[] }>({
      method: 'GET',
      path: `deliveries?limit=${deliveries}`,
    }),
  ])
  const held: HeldRows = {
    request: { total: journal.total, rows: journal.entries.map(buildRequestRow) },
    delivery: { total: pushed.total, rows: pushed.deliveries.map(buildDeliveryRow) },
  }
  return held
}

/**
 * Whether a row is no longer held: emptied by a reset, or from before a restart. `held` was read after the row
 * had come; a row older than all that was read counts as held unless the total says that it cannot be.
 */
export function isGone(row: Row, held: HeldRows): boolean {
  const { total, rows } = held[row.kind]
  const newest = rows[0]?.number ?? 0
  const oldest = rows.length < total ? (rows.at(-1)?.number ?? 0) : 0
  if (row.number <= newest - total) return true
  return row.number >= oldest && !rows.some(({ key }) => key === row.key)
}

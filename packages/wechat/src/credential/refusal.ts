import type { Secret } from '../secret.ts'
import type { Store } from '../store/store.ts'
import { buildRefusedValue, readKeptToken, readRefusals } from './kept-token.ts'

/**
 * What became of a report that a credential was refused.
 *
 * - `dropped`: it was the current one; the next `get` fetches another
 * - `superseded`: it is not the current one any more; the next `get` has another
 * - `hopeless`: it was refused five times within ten minutes; it stays, since fetching has not helped
 */
export type Refusal = 'dropped' | 'superseded' | 'hopeless'

/** What the store says after a refusal, and how often it has come to this within the last hour. */
export interface Refused {
  refusal: Refusal
  lastHour: number
}

const hourMs = 3_600_000
const hopelessMs = 600_000
const hopelessRefusals = 5

/**
 * Marks a credential as refused in the store, unless another one stands there by now. The fifth time within ten
 * minutes it stays: somebody else kills the tokens, or the call wants another kind, and every further fetch would
 * only use up the day's allowance.
 */
export async function refuseKept(
  place: { store: Store; kind: string; key: string; use: string; now: () => number },
  token: Secret,
): Promise<Refused> {
  const { store, kind, key, use, now } = place
  const row = await store.get(kind, key)
  const at = now()
  const before = readRefusals(row).filter((refusedAt) => at - refusedAt < hourMs)
  const lastHour = before.length + 1
  if (row === undefined || !readKeptToken(row, use)?.token.isSame(token))
    return { refusal: 'superseded', lastHour: before.length }
  if (before.filter((refusedAt) => at - refusedAt < hopelessMs).length >= hopelessRefusals)
    return { refusal: 'hopeless', lastHour: before.length }
  const value = buildRefusedValue([...before, at])
  const dropped = await store.compareAndSave(kind, key, row.version, value, { expiresAt: row.expiresAt })
  return { refusal: dropped ? 'dropped' : 'superseded', lastHour }
}

import { WeChatError } from '../error.ts'
import type { Secret } from '../secret.ts'
import type { KeptRow, Store } from '../store/store.ts'
import {
  buildRefusedValue,
  type KeptToken,
  type RefusalHistory,
  readFetchAfter,
  readHistory,
  readKeptToken,
} from './kept-token.ts'

/**
 * What became of a report that a credential was refused.
 *
 * - `dropped`: it was the current one; the next `get` fetches another
 * - `superseded`: it is not the current one any more; the next `get` has another
 * - `slowed`: it was the current one and is dropped, the fifth within ten minutes that was refused within 10 s of its
 *   fetch; the next one is fetched a minute after this one at the earliest, and `get` rejects until then
 * - `confirmed`: it stays, since WeChat has answered a refusal of it with this very token less than a minute ago: the
 *   call wants another kind of token
 */
export type Refusal = 'dropped' | 'superseded' | 'slowed' | 'confirmed'

/** What the store says after a refusal, and how often it has come to this within the last hour. */
export interface Refused {
  refusal: Refusal
  lastHour: number
}

const hourMs = 3_600_000
const dudWindowMs = 600_000
const dudMs = 10_000
const mostDuds = 5
const slowMs = 60_000

/**
 * Marks a credential as refused in the store, unless another one stands there by now. A token that had worked is
 * replaced at once, however often somebody else kills it. Tokens that never worked, five within ten minutes, slow
 * fetching down to one a minute: every further fetch would only use up the day's allowance.
 */
export async function refuseKept(
  place: { store: Store; kind: string; key: string; use: string; now: () => number },
  token: Secret,
): Promise<Refused> {
  const { store, kind, key, use, now } = place
  const row = await store.get(kind, key)
  const at = now()
  const before = pruneHistory(readHistory(row), at)
  const kept = readKeptToken(row, use)
  if (row === undefined || !kept?.token.isSame(token))
    return { refusal: 'superseded', lastHour: before.refusals.length }
  if (isWithin(kept.confirmedAt, at, slowMs))
    return { refusal: 'confirmed', lastHour: before.refusals.length + 1 }
  const { history, fetchAfter } = addRefusal(before, kept, at)
  const value = await buildRefusedValue(token, history, fetchAfter)
  const expiresAt = Math.max(row.expiresAt, at + hourMs)
  const lastHour = history.refusals.length
  if (!(await store.compareAndSave(kind, key, row.version, value, { expiresAt })))
    return { refusal: 'superseded', lastHour }
  return { refusal: fetchAfter === undefined ? 'dropped' : 'slowed', lastHour }
}

/** Throws `credential_token_refused` while fetching is slowed down: see `Refusal`. */
export function checkFetchAllowed(row: KeptRow | undefined, now: number): void {
  const waitMs = readFetchAfter(row) - now
  // A clock that stepped back must not make the minute longer.
  if (waitMs <= 0 || waitMs > slowMs) return
  throw new WeChatError(
    'credential_token_refused',
    `WeChat refused ${mostDuds} tokens within seconds of their fetch; the next one is fetched in ${Math.ceil(waitMs / 1000)} s`,
    { retryable: true },
  )
}

function addRefusal(before: RefusalHistory, { fetchedAt }: KeptToken<string>, at: number) {
  const isDud = isWithin(fetchedAt, at, dudMs)
  const duds = isDud ? [...before.duds, at] : before.duds
  const history = { refusals: [...before.refusals, at], duds }
  return { history, fetchAfter: isDud && duds.length >= mostDuds ? fetchedAt + slowMs : undefined }
}

function pruneHistory({ refusals, duds }: RefusalHistory, now: number): RefusalHistory {
  return {
    refusals: refusals.filter((at) => isWithin(at, now, hourMs)),
    duds: duds.filter((at) => isWithin(at, now, dudWindowMs)),
  }
}

function isWithin(at: number | undefined, now: number, ms: number): boolean {
  return at !== undefined && Math.abs(now - at) < ms
}

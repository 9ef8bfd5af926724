import { WeChatError } from '../error.ts'
import type { Secret } from '../secret.ts'
import { poll } from '../store/poll.ts'
import type { KeptRow, Store } from '../store/store.ts'
import {
  buildKeptToken,
  buildKeptValue,
  droppedValue,
  isAlive,
  isRefusedToken,
  type KeptToken,
  readHistory,
  readKeptToken,
} from './kept-token.ts'
import { checkFetchAllowed } from './refusal.ts'
import { buildPauseMs, isPassing, mostTries } from './rest.ts'

/** What is renewed, where it is kept, and who renews it. */
export interface Renewal<Use extends string> {
  store: Store
  kind: string
  key: string
  use: Use
  /** Tells this keeper from others when leases are taken. */
  readHolder: () => string
  fetch: () => Promise<{ token: Secret<Use>; expiresAt: number }>
  now: () => number
  /** Real milliseconds that never stand still. */
  elapsed: () => number
  /** Lets real time pass. */
  pause: (ms: number) => Promise<void>
  renewBeforeMs: number
  waitMs: number
  leaseMs: number
  /** Whether this process knows that a token is dead, whatever the store says. */
  isDead: (token: Secret<Use>) => boolean
}

/** What renewing came to: something to serve, new or not, and why nothing could be fetched if that was tried. */
export interface Renewed<Use extends string> {
  kept: KeptToken<Use>
  fetched: boolean
  failure: unknown
}

const mostSaves = 3

/**
 * Brings a credential that is good: read from the store if it is fresh there, else fetched under a lease. While
 * another process holds the lease, an old credential is served as long as it lives; without one its result is
 * waited for, `waitMs` at most, then `credential_busy`. Throws what fetching threw when there is nothing to serve.
 */
export async function renew<Use extends string>(renewal: Renewal<Use>): Promise<Renewed<Use>> {
  const renewed = await poll(() => readOrFetch(renewal), renewal)
  if (renewed !== undefined) return renewed
  throw new WeChatError('credential_busy', 'Another process is fetching this credential', { retryable: true })
}

async function readOrFetch<Use extends string>(renewal: Renewal<Use>): Promise<Renewed<Use> | undefined> {
  const { row, kept } = await readRow(renewal)
  if (isFresh(kept, renewal.now())) return buildFound(kept)
  checkFetchAllowed(row, renewal.now())
  const askedAt = renewal.elapsed()
  const fence = await lease(renewal, renewal.leaseMs)
  if (fence === undefined) return isAlive(kept, renewal.now()) ? buildFound(kept) : undefined
  try {
    return await fetchUnderLease(renewal, { fence, askedAt })
  } finally {
    // It ends by itself: what was fetched, or why nothing was, is worth more than giving it back.
    await lease(renewal, 0).catch(() => undefined)
  }
}

async function fetchUnderLease<Use extends string>(
  renewal: Renewal<Use>,
  { fence, askedAt }: { fence: number; askedAt: number },
): Promise<Renewed<Use> | undefined> {
  const { row, kept } = await readRow(renewal)
  if (isFresh(kept, renewal.now())) return buildFound(kept)
  checkFetchAllowed(row, renewal.now())
  // Whoever was stopped since may have lost the lease, and would fetch beside its next holder.
  const isLate = renewal.elapsed() - askedAt > renewal.leaseMs / 2
  if (isLate && (await lease(renewal, renewal.leaseMs)) !== fence) return undefined
  try {
    return await saveUnlessNewer(renewal, await fetchPatiently(renewal, fence), row, fence)
  } catch (failure) {
    // Whoever was stopped for longer than its lease fails when it wakes, while another may have fetched.
    const latest = await readRow(renewal).catch(() => ({ kept }))
    if (isAlive(latest.kept, renewal.now())) return { kept: latest.kept, fetched: false, failure }
    throw failure
  }
}

async function fetchPatiently<Use extends string>(
  renewal: Renewal<Use>,
  fence: number,
): Promise<KeptToken<Use>> {
  const { fetch: fetchOne, now, pause, renewBeforeMs, leaseMs } = renewal
  for (let tries = 1; ; tries += 1) {
    try {
      return buildKeptToken(await fetchOne(), { now: now(), renewBeforeMs })
    } catch (error) {
      if (tries >= mostTries || !isPassing(error)) throw error
      await pause(buildPauseMs(tries))
      if ((await lease(renewal, leaseMs)) !== fence) throw error
    }
  }
}

async function saveUnlessNewer<Use extends string>(
  renewal: Renewal<Use>,
  fetched: KeptToken<Use>,
  before: KeptRow | undefined,
  fence: number,
): Promise<Renewed<Use> | undefined> {
  const { store, kind, key, now, leaseMs } = renewal
  const next = (await isRefusedToken(before, fetched.token))
    ? { ...fetched, confirmedAt: fetched.fetchedAt }
    : fetched
  const options = { expiresAt: next.expiresAt }
  let row = before
  for (let saves = 0; saves < mostSaves; saves += 1) {
    const value = buildKeptValue(next, readHistory(row))
    const saved = await store.compareAndSave(kind, key, row?.version ?? 0, value, options)
    if (saved) return { kept: next, fetched: true, failure: undefined }
    const latest = await readRow(renewal)
    if (isAlive(latest.kept, now())) return buildFound(latest.kept)
    // Dropped meanwhile: what was fetched is of before, and whether there is to be another is asked anew.
    if (latest.row?.value === droppedValue) return undefined
    // The row was only marked as refused meanwhile; whoever has lost the lease has lost the right to write.
    if ((await lease(renewal, leaseMs)) !== fence) return undefined
    row = latest.row
  }
  return undefined
}

async function readRow<Use extends string>({ store, kind, key, use, isDead }: Renewal<Use>) {
  const row = await store.get(kind, key)
  const kept = readKeptToken(row, use)
  return { row, kept: kept && isDead(kept.token) ? undefined : kept }
}

function lease<Use extends string>(
  { store, kind, key, readHolder }: Renewal<Use>,
  ttlMs: number,
): Promise<number | undefined> {
  return store.lease(kind, key, { holder: readHolder(), ttlMs })
}

function isFresh<Use extends string>(kept: KeptToken<Use> | undefined, now: number): kept is KeptToken<Use> {
  return isAlive(kept, now) && now < kept.renewAt
}

function buildFound<Use extends string>(kept: KeptToken<Use>): Renewed<Use> {
  return { kept, fetched: false, failure: undefined }
}

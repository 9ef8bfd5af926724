import { WeChatError } from '../error.ts'
import { pause, poll } from '../store/poll.ts'
import type { KeptRow, Store } from '../store/store.ts'
import { buildKeptToken, buildKeptValue, type KeptToken, readKeptToken, refusedValue } from './kept-token.ts'
import { buildPauseMs, isPassing, mostTries, readRestMs } from './rest.ts'

/** Something that keeps one expiring credential fresh, once, for everybody. */
export interface Keeper {
  /** The credential; from memory as long as it is good. Rejects with what fetching failed with. */
  get(): Promise<{ token: string; expiresAt: number }>
  /** Tells that this one was refused. It is dropped only if it is still the current one: late reports are harmless. */
  refuse(token: string): Promise<void>
  /** Ends the keeper; `get` rejects with `credential_closed` from now on. What is in the store stays. */
  close(): void
}

/** What happened in a keeper, for logs and metrics; never a token. */
export interface KeeperEvent {
  type: 'fetched' | 'failed' | 'refused' | 'store_failed'
  kind: string
  key: string
  /** For `failed` and `store_failed`. */
  error?: unknown
  /** For `fetched`, in milliseconds since 1970. */
  expiresAt?: number
}

/** What a keeper needs. */
export interface KeeperOptions {
  store: Store
  kind: string
  key: string
  /** Fetches a new one from WeChat. Called by one process at a time, at most three times for one renewal. */
  fetch: () => Promise<{ token: string; expiresAt: number }>
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: (() => number) | undefined
  /** How long before its end a credential is renewed while it still serves; 10 minutes unless given. */
  renewBeforeMs?: number | undefined
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Real milliseconds that never stand still, for pauses and looks; `performance.now` unless given. */
  elapsed?: (() => number) | undefined
}

const lookEveryMs = 1000
const lookAtMostMs = 500
const leaseMs = 10_000
const waitMs = 12_000
const mostSaves = 3

/**
 * Keeps one credential. Fresh: answered from memory, with a look at the store at most every second, so that what
 * another process fetched or refused is seen. Due: the old one still serves while one flight renews it. Dead: one
 * caller in one process fetches, under a lease of the store, everybody else waits for the result (up to 12 s,
 * then `credential_busy`). A bad answer never replaces a good credential. After a failure this process does not
 * ask WeChat again for a while and repeats the failure. Starts no timer by itself.
 */
export function createKeeper(options: KeeperOptions): Keeper {
  const { store, kind, key, now = Date.now, renewBeforeMs = 600_000 } = options
  const elapsed = options.elapsed ?? (() => performance.now())
  const holder = crypto.randomUUID()
  let current: KeptToken | undefined
  let changes = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let look: Promise<void> | undefined
  let flight: Promise<KeptToken> | undefined
  let rest: { error: unknown; until: number } | undefined
  let closed = false

  const tell = (event: Omit<KeeperEvent, 'kind' | 'key'>) => options.onEvent?.({ ...event, kind, key })
  const lease = (ttlMs: number) => store.lease(kind, key, { holder, ttlMs })
  const isAlive = (kept: KeptToken | undefined): kept is KeptToken =>
    kept !== undefined && now() < kept.expiresAt

  const adopt = (kept: KeptToken | undefined) => {
    current = kept
    changes += 1
    lookedAt = elapsed()
  }

  const readStore = async () => {
    const before = changes
    const kept = readKeptToken(await store.get(kind, key))
    // A flight that landed during the read knows better.
    if (before === changes) adopt(kept)
  }

  const lookAtStore = async () => {
    if (!isAlive(current)) return await readStore()
    // What is in memory outlives a store that is slow or gone.
    const read = readStore().catch((error: unknown) => tell({ type: 'store_failed', error }))
    await withinMs(read, lookAtMostMs)
    lookedAt = elapsed()
  }

  const lookNowAndThen = async () => {
    if (elapsed() - lookedAt < lookEveryMs) return
    look ??= lookAtStore().finally(() => {
      look = undefined
    })
    await look
  }

  const fetchPatiently = async (fence: number): Promise<KeptToken> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return buildKeptToken(await options.fetch(), { now: now(), renewBeforeMs })
      } catch (error) {
        if (tries >= mostTries || !isPassing(error)) throw error
        await pause(buildPauseMs(tries))
        if ((await lease(leaseMs)) !== fence) throw error
      }
    }
  }

  const saveUnlessNewer = async (next: KeptToken, before: KeptRow | undefined, fence: number) => {
    let row = before
    for (let saves = 0; saves < mostSaves; saves += 1) {
      const saved = await store.compareAndSave(kind, key, row?.version ?? 0, buildKeptValue(next), next)
      if (saved) return next
      row = await store.get(kind, key)
      const newer = readKeptToken(row)
      if (isAlive(newer)) return newer
      // The row was only marked as refused meanwhile; whoever has lost the lease has lost the right to write.
      if ((await lease(leaseMs)) !== fence) return undefined
    }
    return undefined
  }

  const fetchUnderLease = async (fence: number): Promise<KeptToken | undefined> => {
    const row = await store.get(kind, key)
    const kept = readKeptToken(row)
    if (isAlive(kept) && now() < kept.renewAt) return kept
    try {
      const next = await saveUnlessNewer(await fetchPatiently(fence), row, fence)
      if (next !== undefined) tell({ type: 'fetched', expiresAt: next.expiresAt })
      return next
    } catch (error) {
      rest = { error, until: elapsed() + readRestMs(error) }
      tell({ type: 'failed', error })
      if (isAlive(kept)) return kept
      throw error
    }
  }

  const readOrFetch = async (): Promise<KeptToken | undefined> => {
    const kept = readKeptToken(await store.get(kind, key))
    if (isAlive(kept) && now() < kept.renewAt) return kept
    const fence = await lease(leaseMs)
    if (fence === undefined) return isAlive(kept) ? kept : undefined
    try {
      return await fetchUnderLease(fence)
    } finally {
      await lease(0)
    }
  }

  const renew = async (): Promise<KeptToken> => {
    const kept = await poll(readOrFetch, { waitMs })
    if (kept === undefined)
      throw new WeChatError('credential_busy', 'Another process is fetching this credential', {
        retryable: true,
      })
    adopt(kept)
    return kept
  }

  const fly = async (): Promise<KeptToken> => {
    if (flight === undefined && rest !== undefined && elapsed() < rest.until) throw rest.error
    flight ??= renew().finally(() => {
      flight = undefined
    })
    return await flight
  }

  return {
    async get() {
      if (closed) throw new WeChatError('credential_closed', 'This keeper was closed')
      await lookNowAndThen()
      if (!isAlive(current)) return answer(await fly())
      // A failure was told by the event, and is no reason to refuse what is still good.
      if (now() >= current.renewAt) fly().catch(() => undefined)
      return answer(current)
    },

    async refuse(token) {
      if (current?.token === token) adopt(undefined)
      const row = await store.get(kind, key)
      if (row === undefined || readKeptToken(row)?.token !== token) return
      if (await store.compareAndSave(kind, key, row.version, refusedValue, { expiresAt: row.expiresAt }))
        tell({ type: 'refused' })
    },

    close() {
      closed = true
    },
  }
}

function answer({ token, expiresAt }: KeptToken): { token: string; expiresAt: number } {
  return { token, expiresAt }
}

async function withinMs(work: Promise<unknown>, ms: number): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, limit])
  clearTimeout(timer)
}

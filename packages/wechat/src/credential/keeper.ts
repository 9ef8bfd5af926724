import { WeChatError } from '../error.ts'
import type { Secret } from '../secret.ts'
import { pauseForMs, readElapsed } from '../store/poll.ts'
import type { Store } from '../store/store.ts'
import {
  buildKeptToken,
  buildKeptValue,
  droppedMs,
  droppedValue,
  type KeptToken,
  readKeptToken,
} from './kept-token.ts'
import { type Refusal, refuseKept } from './refusal.ts'
import { isAlive, renew } from './renewal.ts'
import { readRestMs } from './rest.ts'

/** Something that keeps one expiring credential fresh, once, for everybody. */
export interface Keeper<Use extends string = string> {
  /** The credential; from memory as long as it is good. Rejects with what fetching failed with. */
  get(): Promise<{ token: Secret<Use>; expiresAt: number }>
  /**
   * Tells that this one was refused. It is dropped only if it is still the current one: late reports are harmless.
   * After five within ten minutes it stays, and the answer is `hopeless`.
   */
  refuse(token: Secret<Use>): Promise<Refusal>
  /** Keeps one that came another way, with an authorization for one: it stands in the place of the one before. */
  adopt(fetched: { token: Secret<Use>; expiresAt: number }): Promise<void>
  /** Forgets it, here and in the store, and what is being fetched too; the next `get` fetches another. */
  drop(): Promise<void>
  /** Ends the keeper; `get` rejects with `credential_closed` from now on. What is in the store stays. */
  close(): void
}

/**
 * What happened in a keeper, for logs and metrics; never a token. `contested` comes with every refusal from the third
 * within an hour on: somebody else fetches tokens for this account, or a call wants another kind of token.
 */
export interface KeeperEvent {
  type: 'fetched' | 'failed' | 'refused' | 'contested' | 'store_failed'
  kind: string
  key: string
  /** For `failed` and `store_failed`. */
  error?: unknown
  /** For `fetched`, in milliseconds since 1970. */
  expiresAt?: number
}

/** What a keeper needs. */
export interface KeeperOptions<Use extends string = string> {
  store: Store
  kind: string
  key: string
  /** What the credential is good for: the type of the secrets that `get` gives. */
  use: Use
  /** Fetches a new one from WeChat. Called by one process at a time, at most three times for one renewal. */
  fetch: () => Promise<{ token: Secret<Use>; expiresAt: number }>
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: () => number
  /** How long before its end a credential is renewed while it still serves; 10 minutes unless given. */
  renewBeforeMs?: number
  /** How long a caller waits for another process that is fetching, in real milliseconds; 12,000 unless given. */
  waitMs?: number
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Real milliseconds that never stand still, for pauses and looks; `performance.now` unless given. */
  elapsed?: () => number
  /** Lets real time pass, between two tries and while another process is fetching; a timer unless given. */
  pause?: (ms: number) => Promise<void>
}

const lookEveryMs = 1000
const lookAtMostMs = 500
const contestedRefusals = 3
const defaultRenewBeforeMs = 600_000

/**
 * Keeps one credential. Fresh: answered from memory, with a look at the store at most every second, so that what
 * another process fetched or refused is seen. Due: the old one still serves while one flight renews it. Dead: one
 * caller in one process fetches, under a lease of the store, everybody else waits for the result (then
 * `credential_busy`). A bad answer never replaces a good credential. After a failure this process does not
 * ask WeChat again for a while and repeats the failure. Starts no timer by itself.
 */
export function createKeeper<Use extends string>(options: KeeperOptions<Use>): Keeper<Use> {
  const { now = Date.now } = options
  const memory = createMemory(options)
  const fly = createFlight(options, memory)
  let closed = false
  return {
    async get() {
      if (closed) throw new WeChatError('credential_closed', 'This keeper was closed')
      await memory.look()
      const kept = memory.read()
      if (!isAlive(kept, now())) return readPublic(await fly())
      // A failure was told by the event, and is no reason to refuse what is still good.
      if (now() >= kept.renewAt) fly().catch(() => undefined)
      return readPublic(kept)
    },

    refuse: (token) => refuse(options, memory, token),

    async adopt(fetched) {
      const { store, kind, key, renewBeforeMs = defaultRenewBeforeMs } = options
      const kept = buildKeptToken(fetched, { now: now(), renewBeforeMs })
      await store.save(kind, key, buildKeptValue(kept, []), { expiresAt: kept.expiresAt })
      memory.adopt(kept)
    },

    async drop() {
      const { store, kind, key } = options
      memory.adopt(undefined)
      await store.save(kind, key, droppedValue, { expiresAt: now() + droppedMs })
    },

    close() {
      closed = true
    },
  }
}

async function refuse<Use extends string>(
  options: KeeperOptions<Use>,
  memory: Memory<Use>,
  token: Secret<Use>,
): Promise<Refusal> {
  const { kind, key, now = Date.now, onEvent } = options
  if (memory.read()?.token.isSame(token)) memory.adopt(undefined)
  const { refusal, lastHour } = await refuseKept({ ...options, now }, token)
  if (refusal === 'dropped') onEvent?.({ type: 'refused', kind, key })
  if (refusal !== 'superseded' && lastHour >= contestedRefusals) onEvent?.({ type: 'contested', kind, key })
  return refusal
}

interface Memory<Use extends string> {
  read(): KeptToken<Use> | undefined
  adopt(kept: KeptToken<Use> | undefined): void
  /** Brings the memory up to the store when the last look is a second ago. */
  look(): Promise<void>
}

function createMemory<Use extends string>(options: KeeperOptions<Use>): Memory<Use> {
  const { store, kind, key, use, now = Date.now, elapsed = readElapsed, onEvent } = options
  let current: KeptToken<Use> | undefined
  let changes = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  let looking: Promise<void> | undefined

  const adopt = (kept: KeptToken<Use> | undefined) => {
    current = kept
    changes += 1
    lookedAt = elapsed()
  }

  const readStore = async () => {
    const before = changes
    const kept = readKeptToken(await store.get(kind, key), use)
    // What was adopted or refused during the read is newer than what was read.
    if (before === changes) adopt(kept)
  }

  const look = async () => {
    if (!isAlive(current, now())) return await readStore()
    // What is in memory outlives a store that is slow or gone.
    const read = readStore().catch((error: unknown) => onEvent?.({ type: 'store_failed', kind, key, error }))
    await withinMs(read, lookAtMostMs)
    lookedAt = elapsed()
  }

  return {
    read: () => current,
    adopt,
    async look() {
      if (elapsed() - lookedAt < lookEveryMs) return
      looking ??= look().finally(() => {
        looking = undefined
      })
      await looking
    },
  }
}

function createFlight<Use extends string>(
  options: KeeperOptions<Use>,
  memory: Memory<Use>,
): () => Promise<KeptToken<Use>> {
  const { kind, key, now = Date.now, elapsed = readElapsed, onEvent } = options
  const { renewBeforeMs = defaultRenewBeforeMs, waitMs = 12_000, pause = pauseForMs } = options
  const renewal = { ...options, now, elapsed, pause, renewBeforeMs, waitMs, holder: crypto.randomUUID() }
  let flight: Promise<KeptToken<Use>> | undefined
  let rest: { error: unknown; until: number } | undefined

  const fail = (error: unknown) => {
    rest = { error, until: elapsed() + readRestMs(error) }
    onEvent?.({ type: 'failed', kind, key, error })
  }

  const run = async () => {
    const { kept, fetched, failure } = await renew(renewal)
    memory.adopt(kept)
    if (fetched) onEvent?.({ type: 'fetched', kind, key, expiresAt: kept.expiresAt })
    if (failure !== undefined) fail(failure)
    return kept
  }

  const runOnce = async () => {
    try {
      return await run()
    } catch (error) {
      fail(error)
      throw error
    } finally {
      flight = undefined
    }
  }

  return async () => {
    if (flight === undefined && rest !== undefined && elapsed() < rest.until) throw rest.error
    flight ??= runOnce()
    return await flight
  }
}

function readPublic<Use extends string>({ token, expiresAt }: KeptToken<Use>) {
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

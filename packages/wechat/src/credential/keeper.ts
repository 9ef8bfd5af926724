import { WeChatError } from '../error.ts'
import type { Secret } from '../secret.ts'
import { pauseForMs, readElapsed } from '../store/poll.ts'
import type { Store } from '../store/store.ts'
import { createFlight } from './flight.ts'
import {
  buildKeptToken,
  buildKeptValue,
  droppedMs,
  droppedValue,
  isAlive,
  type KeptToken,
} from './kept-token.ts'
import { createMemory, type Memory, type MemoryOptions } from './memory.ts'
import { type Refusal, refuseKept } from './refusal.ts'

/** Something that keeps one expiring credential fresh, once, for everybody. */
export interface Keeper<Use extends string = string> {
  /** The credential; from memory as long as it is good. Rejects with what fetching failed with. */
  get(): Promise<{ token: Secret<Use>; expiresAt: number }>
  /**
   * Tells that this one was refused. It is dropped only if it is still the current one: late reports are harmless.
   * `get` never gives it again unless WeChat itself does. `slowed` and `confirmed` say that fetching does not help:
   * see `Refusal`.
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
  expiresAt?: number | undefined
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
  now?: (() => number) | undefined
  /** How long before its end a credential is renewed while it still serves; 10 minutes unless given. */
  renewBeforeMs?: number | undefined
  /** How long a caller waits for another process that is fetching, in real milliseconds; 12,000 unless given. */
  waitMs?: number | undefined
  /**
   * How long a process may take to fetch before another one may do it, in real milliseconds; 10,000 unless given.
   * After this and `waitMs` together every `get` ends.
   */
  leaseMs?: number | undefined
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Real milliseconds that never stand still, for pauses and looks; `performance.now` unless given. */
  elapsed?: (() => number) | undefined
  /** Lets real time pass, between two tries and while another process is fetching; a timer unless given. */
  pause?: ((ms: number) => Promise<void>) | undefined
  /**
   * Is given every renewal in the background, and must keep the process alive until it has ended. Needed where a
   * request's work ends with its answer: on Cloudflare Workers `waitUntil` of `cloudflare:workers`.
   */
  waitUntil?: ((work: Promise<unknown>) => void) | undefined
}

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
  const { store, kind, key, use, onEvent, now = Date.now, elapsed = readElapsed, waitUntil } = options
  const {
    renewBeforeMs = defaultRenewBeforeMs,
    waitMs = 12_000,
    leaseMs = 10_000,
    pause = pauseForMs,
  } = options
  const place: MemoryOptions<Use> = { store, kind, key, use, now, elapsed, onEvent }
  const memory = createMemory(place)
  const fly = createFlight({ ...place, fetch: options.fetch, renewBeforeMs, waitMs, leaseMs, pause }, memory)
  let closed = false
  return {
    async get() {
      if (closed) throw new WeChatError('credential_closed', 'This keeper was closed')
      await memory.look()
      const kept = memory.read()
      if (!isAlive(kept, now())) return readPublic(await fly())
      // A failure was told by the event, and is no reason to refuse what is still good.
      if (now() >= kept.renewAt) {
        const renewing = fly().catch(() => undefined)
        waitUntil?.(renewing)
      }
      return readPublic(kept)
    },

    refuse: (token) => refuse(place, memory, token),

    async adopt(fetched) {
      const kept = buildKeptToken(fetched, { now: now(), renewBeforeMs })
      await store.save(kind, key, buildKeptValue(kept, { refusals: [], duds: [] }), {
        expiresAt: kept.expiresAt,
      })
      memory.adopt(kept)
    },

    async drop() {
      memory.adopt(undefined)
      await store.save(kind, key, droppedValue, { expiresAt: now() + droppedMs })
    },

    close() {
      closed = true
    },
  }
}

async function refuse<Use extends string>(
  place: MemoryOptions<Use>,
  memory: Memory<Use>,
  token: Secret<Use>,
): Promise<Refusal> {
  const { kind, key, onEvent } = place
  if (memory.read()?.token.isSame(token)) memory.adopt(undefined)
  const { refusal, lastHour } = await refuseKept(place, token).catch((error: unknown) => {
    // The store does not know it yet, and would give the token again.
    memory.bury(token)
    throw error
  })
  if (refusal === 'dropped' || refusal === 'slowed') onEvent?.({ type: 'refused', kind, key })
  if (refusal !== 'superseded' && lastHour >= contestedRefusals) onEvent?.({ type: 'contested', kind, key })
  return refusal
}

function readPublic<Use extends string>({ token, expiresAt }: KeptToken<Use>) {
  return { token, expiresAt }
}

import type { Secret } from '../secret.ts'
import type { Store } from '../store/store.ts'
import type { KeeperEvent } from './keeper.ts'
import { isAlive, type KeptToken, longestLifeMs, readKeptToken } from './kept-token.ts'
import { shareRun } from './shared-run.ts'

/** Where a credential lies in the store, and by which clocks it ends. */
export interface MemoryOptions<Use extends string> {
  store: Store
  kind: string
  key: string
  use: Use
  /** Milliseconds since 1970. */
  now: () => number
  /** Real milliseconds that never stand still. */
  elapsed: () => number
  onEvent?: ((event: KeeperEvent) => void) | undefined
}

/** What this process remembers of a credential. */
export interface Memory<Use extends string> {
  /** The credential that is remembered; undefined once its time is over by either clock. */
  read(): KeptToken<Use> | undefined
  /** Remembers what was fetched, handed over or read from the store; undefined forgets. */
  adopt(kept: KeptToken<Use> | undefined): void
  /** Remembers that this token is dead, whatever the store says. */
  bury(token: Secret): void
  /** Whether this token is known here to be dead: buried, or older than WeChat lets any token become. */
  isDead(token: Secret): boolean
  /** Brings the memory up to the store when the last look is a second ago. */
  look(): Promise<void>
}

const lookEveryMs = 1000
const lookAtMostMs = 500
const lookAloneMs = 10_000

/** The memory of one keeper. */
export function createMemory<Use extends string>(options: MemoryOptions<Use>): Memory<Use> {
  const { store, kind, key, use, now, elapsed, onEvent } = options
  let current: (KeptToken<Use> & { endsAt: number }) | undefined
  let dead: Secret | undefined
  let changes = 0
  let lookedAt = Number.NEGATIVE_INFINITY

  const isDead = (token: Secret) => dead?.isSame(token) === true

  const adopt = (kept: KeptToken<Use> | undefined) => {
    current = kept && { ...kept, endsAt: readEnd(kept) }
    changes += 1
    lookedAt = elapsed()
  }

  /** By the clock that never steps back. A token that was known keeps the end that it had. */
  const readEnd = (kept: KeptToken<Use>) => {
    const endsAt = elapsed() + Math.min(kept.expiresAt - now(), longestLifeMs)
    return current?.token.isSame(kept.token) ? Math.min(endsAt, current.endsAt) : endsAt
  }

  const read = () => {
    if (current !== undefined && elapsed() >= current.endsAt) {
      dead = current.token
      current = undefined
    }
    return current
  }

  const readStore = async () => {
    const before = changes
    const kept = readKeptToken(await store.get(kind, key), use)
    // What was adopted or refused during the read is newer than what was read.
    if (before === changes) adopt(kept && isDead(kept.token) ? undefined : kept)
  }

  // What is in memory outlives a store that is slow or gone.
  const readBeside = shareRun({
    run: () => readStore().catch((error: unknown) => onEvent?.({ type: 'store_failed', kind, key, error })),
    limitMs: lookAtMostMs,
    elapsed,
    giveUp: () => undefined,
  })
  const readAlone = shareRun({ run: readStore, limitMs: lookAloneMs, elapsed, giveUp: () => undefined })

  return {
    read,
    isDead,
    adopt(kept) {
      if (kept !== undefined) dead = undefined
      adopt(kept)
    },
    bury(token) {
      dead = token
      if (current?.token.isSame(token)) adopt(undefined)
    },
    async look() {
      if (elapsed() - lookedAt < lookEveryMs) return
      if (!isAlive(read(), now())) return await readAlone()
      await readBeside()
      lookedAt = elapsed()
    },
  }
}

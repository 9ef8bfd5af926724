import { WeChatError } from '../error.ts'
import type { Secret } from '../secret.ts'
import type { KeptToken } from './kept-token.ts'
import type { Memory, MemoryOptions } from './memory.ts'
import { renew } from './renewal.ts'
import { readRestMs } from './rest.ts'
import { shareRun } from './shared-run.ts'

/** What a flight needs besides the place of its credential. */
export interface FlightOptions<Use extends string> extends MemoryOptions<Use> {
  fetch: () => Promise<{ token: Secret<Use>; expiresAt: number }>
  renewBeforeMs: number
  waitMs: number
  leaseMs: number
  /** Lets real time pass. */
  pause: (ms: number) => Promise<void>
}

/**
 * The renewal of one credential, once for all callers of this process. After a failure it repeats the failure for a
 * while. It ends after lease and wait together, with `credential_busy`, whatever becomes of the fetch.
 */
export function createFlight<Use extends string>(
  options: FlightOptions<Use>,
  memory: Memory<Use>,
): () => Promise<KeptToken<Use>> {
  const { kind, key, elapsed, leaseMs, waitMs, onEvent } = options
  const renewal = { ...options, readHolder: createHolder(), isDead: memory.isDead }
  let rest: { error: unknown; until: number } | undefined

  const fail = (error: unknown) => {
    rest = { error, until: elapsed() + readRestMs(error) }
    onEvent?.({ type: 'failed', kind, key, error })
  }

  const run = async () => {
    try {
      const { kept, fetched, failure } = await renew(renewal)
      memory.adopt(kept)
      if (fetched) onEvent?.({ type: 'fetched', kind, key, expiresAt: kept.expiresAt })
      if (failure !== undefined) fail(failure)
      return kept
    } catch (error) {
      fail(error)
      throw error
    }
  }

  const fly = shareRun({ run, limitMs: leaseMs + waitMs, elapsed, giveUp })
  return async () => {
    if (rest !== undefined && elapsed() < rest.until) throw rest.error
    return await fly()
  }
}

/** The name under which leases are taken, made at first use: some runtimes give no random bytes before a request. */
function createHolder(): () => string {
  let holder: string | undefined
  return () => {
    holder ??= crypto.randomUUID()
    return holder
  }
}

function giveUp(): never {
  throw new WeChatError('credential_busy', 'The fetch of this credential has not come to an end', {
    retryable: true,
  })
}

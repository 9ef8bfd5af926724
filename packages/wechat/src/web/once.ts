import { pauseForMs, poll, type WaitTime } from '../store/poll.ts'
import type { Store } from '../store/store.ts'

/** Something that is done once among all processes, and what remembers that it was. */
export interface Once extends WaitTime {
  store: Store
  now: () => number
  key: string
}

const kind = 'message'
// WeChat repeats within 15 s; a push that is captured and sent again passes for an hour before and after its time.
const rememberMs = 7_200_000
// A process that dies in the middle holds the next try up for no longer than this.
const leaseMs = 6_000
const renewMs = 2_000
// WeChat hangs up after 5 s.
const waitMs = 4_500

/**
 * Does something once and gives its outcome, to every repetition too. A repetition that comes while it is being done
 * waits, 4.5 s at most, then it gets undefined. Where the process dies, or `act` throws, the next repetition does it
 * again: nothing is lost, and what `act` had done by then is done twice.
 */
export async function actOnce(once: Once, act: () => Promise<string>): Promise<string | undefined> {
  const { store, key, elapsed, pause } = once
  const holder = crypto.randomUUID()
  const found = await poll(
    async () => {
      const row = await store.get(kind, key)
      if (row !== undefined) return { outcome: row.value }
      if ((await store.lease(kind, key, { holder, ttlMs: leaseMs })) === undefined) return undefined
      // It may have been done between the two.
      const done = await store.get(kind, key)
      return { outcome: done?.value }
    },
    { waitMs, elapsed, pause },
  )
  if (found === undefined || found.outcome !== undefined) return found?.outcome
  return await actUnderLease(once, holder, act)
}

async function actUnderLease(once: Once, holder: string, act: () => Promise<string>): Promise<string> {
  const { store, key, now } = once
  const release = keepLease(once, holder)
  try {
    const outcome = await act()
    await store.save(kind, key, outcome, { expiresAt: now() + rememberMs })
    return outcome
  } finally {
    await release()
  }
}

/** Holds the lease for as long as the work takes; what it gives ends that. */
function keepLease({ store, key, pause = pauseForMs }: Once, holder: string): () => Promise<void> {
  let held = true
  const renew = async () => {
    while (held) {
      await pause(renewMs)
      if (held) await store.lease(kind, key, { holder, ttlMs: leaseMs }).catch(() => undefined)
    }
  }
  void renew()
  return async () => {
    held = false
    await store.lease(kind, key, { holder, ttlMs: 0 }).catch(() => undefined)
  }
}

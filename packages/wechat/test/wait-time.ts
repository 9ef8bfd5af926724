import type { WaitTime } from '../src/store/poll.ts'

/** A wait that passes at once: a pause moves the time on by itself, and lets everything else run for a turn. */
export function createWaitTime(): WaitTime & {
  elapsed(): number
  pause(ms: number): Promise<void>
  /** The pauses that were made, in milliseconds. */
  pauses: number[]
} {
  let passed = 0
  const pauses: number[] = []
  return {
    elapsed: () => passed,
    async pause(ms) {
      pauses.push(ms)
      passed += ms
      await letRun()
    },
    pauses,
  }
}

/** Lets everything come to its end that waits for nothing but the event loop, and for digests, which threads make. */
export async function letRun(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    await crypto.subtle.digest('SHA-256', new Uint8Array())
  }
}

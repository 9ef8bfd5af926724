const shortestPauseMs = 10
const longestPauseMs = 100

/** How a wait measures time and lets it pass; real time unless given, so that a test waits for nothing. */
export interface WaitTime {
  /** Milliseconds that only grow; `performance.now` unless given. An application's clock may be frozen, a wait may not. */
  elapsed?: (() => number) | undefined
  /** Resolves after so many milliseconds; a timer unless given. */
  pause?: ((ms: number) => Promise<void>) | undefined
}

/**
 * Asks again and again, with pauses that grow from 10 to 100 ms, until there is an answer or `waitMs` have
 * passed; asks at least once.
 */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  { waitMs, elapsed = readElapsed, pause = pauseForMs }: { waitMs: number } & WaitTime,
): Promise<T | undefined> {
  const end = elapsed() + waitMs
  let pauseMs = shortestPauseMs
  while (true) {
    const answer = await ask()
    const leftMs = end - elapsed()
    if (answer !== undefined || leftMs <= 0) return answer
    await pause(Math.min(pauseMs, leftMs))
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
  }
}

/** Real milliseconds that never go back. */
export function readElapsed(): number {
  return performance.now()
}

/** Resolves after so many milliseconds of real time. */
export function pauseForMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

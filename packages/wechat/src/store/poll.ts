const shortestPauseMs = 10
const longestPauseMs = 100

/**
 * Asks again and again, with pauses that grow from 10 to 100 ms, until there is an answer or `waitMs` have
 * passed; asks at least once. The time is real time: an application's clock may be frozen, a wait may not.
 */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  { waitMs }: { waitMs: number },
): Promise<T | undefined> {
  const end = performance.now() + waitMs
  let pauseMs = shortestPauseMs
  while (true) {
    const answer = await ask()
    const leftMs = end - performance.now()
    if (answer !== undefined || leftMs <= 0) return answer
    await pause(Math.min(pauseMs, leftMs))
    pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)
  }
}

/** Resolves after so many milliseconds of real time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

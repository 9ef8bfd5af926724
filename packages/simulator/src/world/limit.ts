import { createBoundedMap } from './bounded-map.ts'

/** Counts calls in windows of time. */
export type Limits = {
  /** Counts one call and answers how many there were in this window, this one included. */
  count(key: string, window: number): number
}

/** Nothing counted yet. */
export function createLimits(): Limits {
  const counts = createBoundedMap<{ window: number; calls: number }>(1_000)
  return {
    count(key, window) {
      const last = counts.get(key)
      const calls = last?.window === window ? last.calls + 1 : 1
      counts.set(key, { window, calls })
      return calls
    },
  }
}

/** The calendar day in China, where WeChat's daily limits start again at midnight (unconfirmed). */
export function readDay(nowMs: number): number {
  return Math.floor((nowMs + 8 * 3_600_000) / 86_400_000)
}

export function readMinute(nowMs: number): number {
  return Math.floor(nowMs / 60_000)
}

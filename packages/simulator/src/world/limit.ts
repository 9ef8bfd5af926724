import { createBoundedMap } from './bounded-map.ts'

/** Counts calls in windows of time. */
export type Limits = {
  /** Counts one call and answers how many there were in this window, this one included. */
  count(key: string, window: number): number
  /** How many calls there were in this window so far. */
  read(key: string, window: number): number
  /** Forgets every count whose key ends with this word. */
  clear(ending: string): void
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
    read(key, window) {
      const last = counts.get(key)
      return last?.window === window ? last.calls : 0
    },
    clear(ending) {
      for (const [key] of [...counts.entries()]) if (key.endsWith(ending)) counts.drop(key)
    },
  }
}

/** The calendar day in China, where WeChat's daily limits start again at midnight (unconfirmed). */
export function readDay(nowMs: number): number {
  return Math.floor((nowMs + 8 * 3_600_000) / 86_400_000)
}

/** The calendar month in China, counted from the year 0. */
export function readMonth(nowMs: number): number {
  const date = new Date(nowMs + 8 * 3_600_000)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

export function readMinute(nowMs: number): number {
  return Math.floor(nowMs / 60_000)
}

/** The simulated time, as `GET /__sim/clock` tells it. `now` and `offsetMs` are milliseconds. */
export type ClockView = { now: number; frozen: boolean; offsetMs: number }

/** A clock that runs like the machine's until somebody moves or stops it. */
export type Clock = {
  /** Simulated milliseconds since 1970. */
  now(): number
  view(): ClockView
  /** Moves time forward; a frozen clock stays frozen at the later time. */
  advance(seconds: number): void
  freeze(): void
  /** Lets a frozen clock run on from where it stands. */
  thaw(): void
  set(nowMs: number): void
  /** Back to the machine's time, running. */
  reset(): void
}

/** Builds a clock on top of `systemNow` (milliseconds since 1970; default the machine's). */
export function createClock(systemNow: () => number = Date.now): Clock {
  let offsetMs = 0
  let frozenAt: number | null = null
  const now = () => frozenAt ?? systemNow() + offsetMs
  const set = (nowMs: number) => {
    offsetMs = nowMs - systemNow()
    if (frozenAt !== null) frozenAt = nowMs
  }
  return {
    now,
    set,
    view: () => ({ now: now(), frozen: frozenAt !== null, offsetMs: now() - systemNow() }),
    advance: (seconds) => set(now() + seconds * 1000),
    freeze: () => {
      frozenAt = now()
    },
    thaw: () => {
      offsetMs = now() - systemNow()
      frozenAt = null
    },
    reset: () => {
      offsetMs = 0
      frozenAt = null
    },
  }
}

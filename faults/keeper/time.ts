import type { Clock } from './clock.ts'

/** How time passes in a town. */
export interface Time {
  now(): number
  /** Which credential the callers ask for. */
  key(): string
  passUntil(moment: number): Promise<void>
  passLease(): Promise<void>
  passOverlap(): Promise<void>
  /** How long a token works on after the next one was made. */
  overlapMs: number
}

const leaseMs = 10_000
const minute = 60_000

/** A clock that is advanced: two hours pass in no time. */
export function simulateTime(clock: Clock): Time {
  return {
    now: clock.now,
    key: () => 'one',
    passUntil: async (moment) => clock.advance(Math.max(0, moment - clock.now())),
    passLease: async () => clock.advance(leaseMs),
    passOverlap: async () => clock.advance(6 * minute),
    overlapMs: 5 * minute,
  }
}

/** The clocks of production. Nobody waits two hours: each time another credential is asked for, which is not there yet. */
export function useRealTime(): Time {
  let credentials = 0
  return {
    now: Date.now,
    key: () => `${credentials}`,
    passUntil: async () => {
      credentials += 1
    },
    // Whoever waits for the lease lets it pass.
    passLease: async () => undefined,
    passOverlap: () => pause(1200),
    overlapMs: 1000,
  }
}

/** Resolves after so many real milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

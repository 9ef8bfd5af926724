import { createBoundedMap } from '../world/bounded-map.ts'
import type { World } from '../world/world.ts'

/**
 * WeChat stops pushing to a URL for a minute after many failures ("MarkFail"). How many is not documented:
 * the switch `pushFailuresBeforePause` says so here.
 */
export type Pauses = {
  isPaused(url: string): boolean
  /** Notes how a push ended after all its tries; success forgets the failures before it. */
  note(url: string, accepted: boolean): void
}

const PAUSE_MS = 60_000

/** Nothing is paused. A reset of the world forgets everything. */
export function createPauses(world: World): Pauses {
  const states = createBoundedMap<{ failures: number; pausedUntil: number }>(1_000)
  const buildKey = (url: string) => `${world.deliveries.epoch()} ${url}`
  return {
    isPaused: (url) => (states.get(buildKey(url))?.pausedUntil ?? 0) > world.clock.now(),
    note(url, accepted) {
      const limit = world.switches.pushFailuresBeforePause
      const failures = accepted ? 0 : (states.get(buildKey(url))?.failures ?? 0) + 1
      const isTooMany = limit > 0 && failures >= limit
      states.set(buildKey(url), {
        failures: isTooMany ? 0 : failures,
        pausedUntil: isTooMany ? world.clock.now() + PAUSE_MS : 0,
      })
    },
  }
}

import type { Context } from '../context.ts'

/** `POST /__sim/reset`: back to the seed, the journal and the faults included. */
export function resetEverything({ world, journal, faults }: Context) {
  world.reset()
  journal.clear()
  faults.clear()
  return { ok: true }
}

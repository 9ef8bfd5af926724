import type { Context } from '../context.ts'

/** `POST /__sim/reset`: back to the seed, the journal and the faults included. */
export function resetEverything({ world, journal, faults }: Context) {
  // Faults first: ending an incident puts back what it changed in a world that is about to be forgotten.
  faults.clear()
  world.reset()
  journal.clear()
  return { ok: true }
}

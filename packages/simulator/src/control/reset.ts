import type { Context } from '../context.ts'
import { restoreSettings } from './push-settings.ts'

/** `POST /__sim/reset`: back to the seed, the journal and the faults included. */
export function resetEverything(context: Context) {
  const { world, journal, faults } = context
  // Faults first: ending an incident puts back what it changed in a world that is about to be forgotten.
  faults.clear()
  world.reset()
  journal.clear()
  restoreSettings(context)
  return { ok: true }
}

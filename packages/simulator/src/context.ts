import { createFaults, type Faults } from './fault.ts'
import { createJournal, type Journal } from './journal.ts'
import { createWorld, type World } from './world/world.ts'

/** Everything one simulator is made of. */
export type Context = {
  world: World
  journal: Journal
  faults: Faults
  /** Base URL to use in avatar links; undefined: the one each request was sent to. */
  publicUrl: string | undefined
}

/** A new simulator's parts, seeded. */
export function createContext(options: { publicUrl?: string; now?: () => number } = {}): Context {
  return {
    world: createWorld(options.now),
    journal: createJournal(),
    faults: createFaults(),
    publicUrl: options.publicUrl?.replace(/\/+$/, ''),
  }
}

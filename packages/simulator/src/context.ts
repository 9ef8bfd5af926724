import { createFaults, type Faults } from './fault.ts'
import { createJournal, type Journal } from './journal.ts'
import { createWebPage, type WebPage } from './page/web.ts'
import { createPush, type Push, type Told } from './push/push.ts'
import { createTicketRounds, type TicketRounds } from './push/ticket-round.ts'
import type { SimulatedEvent } from './world/announcement.ts'
import type { Seed } from './world/town-schema.ts'
import { createWorld, type World } from './world/world.ts'

/** Everything one simulator is made of. */
export type Context = {
  world: World
  journal: Journal
  faults: Faults
  push: Push
  ticketRounds: TicketRounds
  /** Push settings that outlive a reset, by appid. */
  keptSettings: Map<string, { appid: string }>
  /**
   * Announces an event and resolves with what became of it when every server has answered or failed to.
   * Callers that do not want to wait call `world.announcements.announce`.
   */
  announce(event: SimulatedEvent): Promise<Told>
  /** Base URL to use in avatar links; undefined: the one each request was sent to. */
  publicUrl: string | undefined
  /** The page for people; undefined: the plain one alone. */
  webPage: WebPage | undefined
}

/** A new simulator's parts, seeded. */
export function createContext(
  options: {
    publicUrl?: string
    now?: () => number
    seed?: Seed
    page?: boolean
    log?: (line: string) => void
  } = {},
): Context {
  const world = createWorld(options.now, options.seed)
  const journal = createJournal()
  const push = createPush(world, journal)
  return {
    world,
    journal,
    faults: createFaults(world.clock.now),
    push,
    ticketRounds: createTicketRounds(world),
    keptSettings: new Map(),
    announce(event) {
      world.announcements.announce(event)
      return push.settle(event)
    },
    publicUrl: options.publicUrl?.replace(/\/+$/, ''),
    webPage: options.page ? createWebPage(options.log ?? (() => {})) : undefined,
  }
}

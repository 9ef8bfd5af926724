import type { Component } from '../world/application.ts'
import type { World } from '../world/world.ts'

/** Gives platforms a ticket every ten minutes of simulated time. */
export type TicketRounds = {
  /**
   * Announces what is due by now. A platform gets its newest ticket alone, however far the clock jumped. To
   * be called before and after the clock or a URL changes, so that the ten minutes begin when they should.
   */
  tick(): void
  /** Looks every second of real time until `close`. */
  open(): void
  close(): void
}

const INTERVAL_MS = 10 * 60_000
const LOOK_MS = 1_000

type Round = { epoch: number; nextAt: number }
type Due = { component: string; dueAt: number }

/** Nothing is due before ten minutes after a URL was set. Source: WeChat's documentation, component_verify_ticket. */
export function createTicketRounds(world: World): TicketRounds {
  const rounds = new Map<string, Round>()
  let timer: NodeJS.Timeout | undefined

  const readRound = ({ appid }: Component, now: number): Round => {
    const epoch = world.deliveries.epoch()
    const known = rounds.get(appid)
    const isCurrent = known?.epoch === epoch && known.nextAt - now <= INTERVAL_MS
    const round = isCurrent ? known : { epoch, nextAt: now + INTERVAL_MS }
    rounds.set(appid, round)
    return round
  }
  const takeDue = (component: Component, now: number): Due[] => {
    if (component.eventUrl === null) {
      rounds.delete(component.appid)
      return []
    }
    const round = readRound(component, now)
    if (round.nextAt > now) return []
    const dueAt = round.nextAt + Math.floor((now - round.nextAt) / INTERVAL_MS) * INTERVAL_MS
    round.nextAt = dueAt + INTERVAL_MS
    return [{ component: component.appid, dueAt }]
  }
  const tick = () => {
    const now = world.clock.now()
    const due = [...world.components.values()].flatMap((component) => takeDue(component, now))
    if (!world.switches.ticketPush) return
    for (const { component, dueAt } of due.toSorted((a, b) => a.dueAt - b.dueAt)) {
      const { ticket } = world.componentTickets.issue(component, dueAt)
      world.announcements.announce({ kind: 'component_verify_ticket', component, ticket })
    }
  }
  return {
    tick,
    open() {
      timer ??= setInterval(tick, LOOK_MS).unref()
    },
    close: () => clearInterval(timer),
  }
}

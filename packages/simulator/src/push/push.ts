import type { Journal } from '../journal.ts'
import type { SimulatedEvent } from '../world/announcement.ts'
import type { Delivery, PushMode } from '../world/delivery.ts'
import type { World } from '../world/world.ts'
import { sayConsoleReply } from './console-reply.ts'
import { type Courier, deliverPush, replayPush } from './deliver.ts'
import { type Destination, listDestinations } from './destination.ts'
import { createPauses } from './pause.ts'
import type { Reply } from './reply.ts'

/** What became of an event: every try at every server, and what the servers said to the person. */
export type Told = { deliveries: Delivery[]; replies: Reply[] }

/** How to tell of an event other than as the account is set up. */
export type TellOptions = { mode?: PushMode | undefined; times?: number | undefined }

/** Everything WeChat sends to developers' servers. */
export type Push = {
  /**
   * Tells every server that is to hear of it. `times` (default 1) sends the same message again and again, each
   * encrypted anew. Never rejects; resolves at once with nothing where no URL is set.
   */
  tell(event: SimulatedEvent, options?: TellOptions): Promise<Told>
  /** What became of an event that was announced; resolves when all is over. */
  settle(event: SimulatedEvent): Promise<Told>
  /** The very same bytes again. */
  replay(delivery: Delivery): Promise<Delivery>
  /** Ends what is under way and listens no more. */
  close(): void
}

const NOTHING: Told = { deliveries: [], replies: [] }
/** What WeChat shows when a server did not answer. Source: WeChat's documentation, passive replies. */
const OUT_OF_SERVICE = '该公众号暂时无法提供服务，请稍后再试'
/** Events after which the person looks at the chat and would see an answer. */
const ANSWERED = ['text', 'CLICK', 'subscribe', 'SCAN']

function showInChat(world: World, event: SimulatedEvent, accepted: boolean, reply: Reply | null): void {
  if (!('openid' in event) || !ANSWERED.includes(event.kind)) return
  const person = world.people.findByOpenid(event.appid, event.openid)
  const at = world.clock.now()
  if (person && reply) world.chats.add(event.appid, person.id, { at, from: 'account', ...reply })
  if (person && !accepted) {
    const line = { at, from: 'system', type: 'text', text: OUT_OF_SERVICE, url: null } as const
    world.chats.add(event.appid, person.id, line)
  }
}

async function tellServer(
  courier: Courier,
  event: SimulatedEvent,
  destination: Destination,
  times: number,
): Promise<Told> {
  const told: Told = { deliveries: [], replies: [] }
  const epoch = courier.world.deliveries.epoch()
  for (let time = 0; time < times && courier.world.deliveries.epoch() === epoch; time += 1) {
    const { deliveries, accepted, reply } = await deliverPush(courier, event.kind, destination)
    told.deliveries.push(...deliveries)
    if (deliveries.length > 0) showInChat(courier.world, event, accepted, reply)
    if (reply) told.replies.push(reply)
  }
  return told
}

/** Listens to the world's announcements and tells the servers, until `close`. */
export function createPush(world: World, journal: Journal): Push {
  const stop = new AbortController()
  const courier: Courier = { world, pauses: createPauses(world), signal: stop.signal, underway: 0 }
  const underway = new WeakMap<SimulatedEvent, Promise<Told>>()

  const tell = async (event: SimulatedEvent, { mode, times = 1 }: TellOptions = {}): Promise<Told> => {
    const destinations = listDestinations(world, event, mode)
    sayConsoleReply(world, journal, event, destinations.length > 0)
    const told = await Promise.all(destinations.map((each) => tellServer(courier, event, each, times)))
    return {
      deliveries: told.flatMap(({ deliveries }) => deliveries),
      replies: told.flatMap(({ replies }) => replies),
    }
  }
  const forget = world.announcements.listen((event) => underway.set(event, tell(event)))
  return {
    tell,
    settle: (event) => underway.get(event) ?? Promise.resolve(NOTHING),
    replay: (delivery) => replayPush(courier, delivery),
    close() {
      forget()
      stop.abort()
    },
  }
}

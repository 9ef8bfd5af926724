import type { Delivery } from '../world/delivery.ts'
import type { World } from '../world/world.ts'
import type { Destination } from './destination.ts'
import { buildEnvelope } from './envelope.ts'
import type { Pauses } from './pause.ts'
import { type Post, type Posted, sendPost } from './post.ts'
import { type ReadAnswer, type Reply, readAnswer } from './reply.ts'

/** What one server was told, in all its tries, and what it said to the person. */
export type Delivered = { deliveries: Delivery[]; accepted: boolean; reply: Reply | null }

/** What the tries need beside the destination; `underway` counts the servers being told right now. */
export type Courier = { world: World; pauses: Pauses; signal: AbortSignal; underway: number }

const TRIES = 3
/** More at once would only use up the machine's sockets. */
const LIMIT_UNDERWAY = 1_000
const PAUSED = 'not sent: after many failures nothing is pushed to this URL for a minute'
const CROWDED = `not sent: ${LIMIT_UNDERWAY} pushes are on their way already`

function addQuery(address: string, query: URLSearchParams): URL {
  const url = new URL(address)
  url.search = [url.search.slice(1), query.toString()].filter((part) => part !== '').join('&')
  return url
}

function judge({ status, body, failure }: Posted, destination: Destination): ReadAnswer {
  if (status === 200) return readAnswer(body, destination)
  return { accepted: false, problem: failure ?? `HTTP ${status} instead of 200`, reply: null }
}

async function post(request: Post): Promise<{ posted: Posted; durationMs: number }> {
  const startedAt = performance.now()
  const posted = await sendPost(request)
  return { posted, durationMs: Math.round(performance.now() - startedAt) }
}

/** One try: encrypted anew, with a nonce of its own. Null after a reset, which wants no more of it. */
async function tryOnce(
  { world, signal }: Courier,
  event: string,
  destination: Destination,
  attempt: number,
): Promise<{ delivery: Delivery; answer: ReadAnswer } | null> {
  const epoch = world.deliveries.epoch()
  const at = world.clock.now()
  const { to, mode, keys, message } = destination
  const { query, sent } = buildEnvelope(mode, keys, message, Math.floor(at / 1000))
  const url = addQuery(destination.url, query)
  const deadlineMs = world.switches.pushDeadlineMs
  const { posted, durationMs } = await post({ url, ...sent, deadlineMs, signal })
  if (world.deliveries.epoch() !== epoch || signal.aborted) return null
  const answer = judge(posted, destination)
  const { accepted } = answer
  const result = {
    status: posted.status,
    body: posted.body,
    accepted,
    problem: accepted ? null : answer.problem,
    durationMs,
  }
  const about = { at, to, event, mode, url: url.href, attempt, sent, replayOf: null }
  return { delivery: world.deliveries.add({ ...about, ...result }), answer }
}

function noteUnsent(
  { world }: Courier,
  event: string,
  { to, mode, url }: Destination,
  problem: string,
): Delivered {
  const result = { status: 0, body: '', accepted: false, problem, durationMs: 0 }
  const sent = { contentType: 'text/xml', body: '', message: '' }
  const about = { at: world.clock.now(), to, event, mode, url, attempt: 0, sent, replayOf: null }
  return { deliveries: [world.deliveries.add({ ...about, ...result })], accepted: false, reply: null }
}

async function tryThrice(courier: Courier, event: string, destination: Destination): Promise<Delivered> {
  const { pauses } = courier
  const deliveries: Delivery[] = []
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const tried = await tryOnce(courier, event, destination, attempt)
    if (!tried) return { deliveries, accepted: false, reply: null }
    deliveries.push(tried.delivery)
    if (!tried.answer.accepted) continue
    pauses.note(destination.url, true)
    return { deliveries, accepted: true, reply: tried.answer.reply }
  }
  pauses.note(destination.url, false)
  return { deliveries, accepted: false, reply: null }
}

/**
 * Tells one server: up to three tries until an answer is accepted. Never rejects. Source: WeChat's
 * documentation, message push (5 s to answer, three tries); that platforms get three tries is unconfirmed.
 */
export async function deliverPush(
  courier: Courier,
  event: string,
  destination: Destination,
): Promise<Delivered> {
  if (courier.pauses.isPaused(destination.url)) return noteUnsent(courier, event, destination, PAUSED)
  if (courier.underway >= LIMIT_UNDERWAY) return noteUnsent(courier, event, destination, CROWDED)
  courier.underway += 1
  try {
    return await tryThrice(courier, event, destination)
  } finally {
    courier.underway -= 1
  }
}

/**
 * Sends the very bytes of an earlier delivery again, once, whatever is paused. What a reply says is not
 * looked at: WeChat never does this, an attacker does, and `status` tells how the server took it.
 */
export async function replayPush({ world, signal }: Courier, delivery: Delivery): Promise<Delivery> {
  const at = world.clock.now()
  const url = new URL(delivery.url)
  const deadlineMs = world.switches.pushDeadlineMs
  const { posted, durationMs } = await post({ url, ...delivery.sent, deadlineMs, signal })
  const { status, body, failure } = posted
  const accepted = status === 200
  const problem = accepted ? null : (failure ?? `HTTP ${status} instead of 200`)
  const result = { status, body, accepted, problem, durationMs }
  return world.deliveries.add({ ...delivery, ...result, at, replayOf: delivery.id })
}

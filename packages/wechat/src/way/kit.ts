import { digestText, writeHex } from '../digest.ts'
import type { Attempt } from '../login/attempt.ts'
import { isRecord, parseJson } from '../wire/json.ts'
import type { Ask } from './ask.ts'
import type { WayCookies } from './cookie.ts'
import type { Host, Visit } from './host.ts'
import type { Limits } from './limit.ts'

/** The parts that every step of the way works with; made once by `createWay`. */
export interface Kit {
  host: Host<unknown>
  cookies: WayCookies
  /** Whether a browser may go on as if it were the phone: see `pretend-phone.ts`. */
  pretends: boolean
  limits: Limits
  /** Wakes those who wait for a handoff in this process. */
  wakers: Map<string, Set<() => void>>
}

/** One try of a visit: what an attempt or a handoff carries. */
export interface Trip {
  visit: Visit
  /** How often it began anew by itself. */
  restarts: number
  /** Whether the visitor said "not now" when the profile was asked for. */
  declined: boolean
  /** The bytes of a visit whose browser brought no cookie: its room is given back when it comes back from WeChat. */
  stranger?: number | undefined
  /** Of the host that began it: another site on the same store does not know it. */
  origin: string
}

export function createTrip({ host }: Kit, visit: Visit, { restarts = 0, declined = false } = {}): Trip {
  return { visit, restarts, declined, origin: host.origin }
}

/** The trip that an attempt or a handoff was begun for; undefined when another site did. */
export function readTrip({ host }: Kit, { context }: Pick<Attempt, 'context'>): Trip | undefined {
  const trip = parseJson(context)
  // A trip that we wrote has our shape; another site's or version's does not have our origin.
  return isRecord(trip) && trip.origin === host.origin ? (trip as unknown as Trip) : undefined
}

/** 256 random bits as 64 hexadecimal digits: what nobody can guess, for cookies. */
export function issueId(): string {
  return writeHex(crypto.getRandomValues(new Uint8Array(32)))
}

/**
 * The id of the session that a sign-in of this browser ends in. It is made of what only this browser knows, so that
 * a callback that is loaded twice gives the same session, and nothing in the store could open it.
 */
export function buildSessionId(browserId: string, what: string): Promise<string> {
  return digestText('SHA-256', `session ${what} ${browserId}`)
}

/** The name of this browser in the store: the same for all of its tabs, and nothing that could be its cookie. */
export function buildBrowserName(browserId: string): Promise<string> {
  return digestText('SHA-256', `browser ${browserId}`)
}

/** Where a visit ends, as a whole address. */
export function buildResumeUrl({ host }: Kit, { resume }: Visit): string {
  return new URL(resume, host.origin).href
}

/**
 * The address after WeChat. A browser carries the fragment of WeChat's link over redirects unless the next address has
 * one of its own: without the empty one every page would end in `#wechat_redirect` (RFC 9110 section 10.2.2).
 */
export function endFragment(url: string): string {
  return url.includes('#') ? url : `${url}#`
}

/** The session that this browser is in. */
export async function findCurrent(kit: Kit, ask: Ask): Promise<{ id: string; session: unknown } | undefined> {
  const id = kit.cookies.readSessionId(ask)
  const session = id === undefined ? undefined : await kit.host.sessions.find(id)
  return id === undefined || session === undefined ? undefined : { id, session }
}

import type { Arrival, Sessions } from '@wxgate/wechat/way'
import type { Context } from '../context.ts'
import type { Sighting } from '../record/person.ts'
import type { Records } from '../record/records.ts'
import { readSeatEnd, type Seat, type Session } from '../record/session.ts'
import { bindPerson, readSighting } from './bind.ts'
import { readOwn } from './wish.ts'

/** The gateway's sessions, as the visitor's way keeps them. */
export function buildSessions(context: Context): Sessions<Session> {
  return {
    find: context.sessions.find,
    begin: (id, arrival) => begin(context, id, arrival),
    read({ seats }, appid) {
      const seat = seats[appid]
      // Profiles are wanted here, never required: they are asked for before a session begins.
      return seat && { owner: `person:${seat.personId}`, signedInAt: seat.signedInAt, hasProfile: true }
    },
    hand: ({ seats }, appid) => JSON.stringify(seats[appid]),
    async take(id, handed, arrival) {
      const seat: Seat = { ...JSON.parse(handed), signedInAt: context.clock.now() }
      await context.together((records) => sit(records, id, seat, readEntry(arrival)))
    },
    async decline(id, visit) {
      const { appid } = readOwn(visit)
      await context.sessions.change(id, (session) => {
        const seat = session.seats[appid]
        if (!seat) return session
        const declined = { ...seat, declinedAt: context.clock.now() }
        return { ...session, seats: { ...session.seats, [appid]: declined } }
      })
    },
  }
}

/** The circumstances under which a person takes a seat. */
export interface Entry {
  client: string
  appid: string
  /** Sessions of one browser have it in common. */
  family: string
  /** The id of this browser's session before this one. */
  before: string | undefined
  requestId: string | undefined
}

async function begin(context: Context, id: string, arrival: Arrival): Promise<void> {
  const { identity, asked, declined } = arrival
  const application = await context.applications.find(identity.appid)
  if (!application) throw new Error(`login: application ${identity.appid} is not configured`)
  const entry = readEntry(arrival)
  const profile = identity.kind === 'profile' ? identity.profile : undefined
  const sighting = await readSighting(context, application, { ...identity, profile, ...entry })
  const now = context.clock.now()
  const marks = { ...(asked && { profileAskedAt: now }), ...(declined && { declinedAt: now }) }
  await enter(context, id, { sighting, marks }, entry)
}

function readEntry({
  visit,
  browser,
  before,
  requestId,
}: Pick<Arrival, 'visit' | 'browser' | 'before' | 'requestId'>): Entry {
  const { client, appid } = readOwn(visit)
  return { client, appid, family: browser, before, requestId }
}

/** Person, session, grant and audit lines in one step, so that none of them is ever alone. */
export async function enter(
  context: Context,
  id: string,
  { sighting, marks }: { sighting: Sighting; marks?: Pick<Seat, 'profileAskedAt' | 'declinedAt'> },
  entry: Entry,
): Promise<void> {
  const signedInAt = context.clock.now()
  await context.together(async (records) => {
    const { personId } = await bindPerson(records, sighting, entry)
    await sit(records, id, { personId, openid: sighting.openid, signedInAt, ...marks }, entry)
  })
}

/**
 * A person takes a seat. The session before this one goes on in the new one: another account adds a seat, another person
 * at the same account takes that seat, and what was granted through it ends. A planted cookie is of another browser and
 * is worth nothing.
 */
async function sit(
  records: Records,
  id: string,
  seat: Seat,
  { client, appid, family, before, requestId }: Entry,
): Promise<void> {
  const { sessions, grants, audit } = records
  const previous = before === undefined ? undefined : await sessions.find(before)
  const own = previous?.family === family ? previous : undefined
  const session: Session = {
    family,
    client,
    used: { ...own?.used, [client]: appid },
    seats: { ...own?.seats, [appid]: seat },
  }
  if (!(await sessions.create(id, session))) return
  if (own && before !== undefined && before !== id) await sessions.drop(before)
  const former = own?.seats[appid]
  if (former && former.personId !== seat.personId) await grants.dropOfSeat(family, { appid, ...former })
  const { personId } = seat
  await audit.write({ event: 'login.signed_in', client, appid, personId, requestId })
  await grantSeat(records, session, { client, appid, seat }, requestId)
}

/** The client may know who sits there: a grant, with an audit line when it is the first. Gives the grant's id. */
async function grantSeat(
  { grants, audit }: Records,
  { family }: Session,
  { client, appid, seat }: { client: string; appid: string; seat: Seat },
  requestId: string | undefined,
): Promise<string> {
  const { personId, openid } = seat
  const { id, opened } = await grants.open(family, { client, personId, appid, openid }, readSeatEnd(seat))
  if (opened) await audit.write({ event: 'login.granted', client, appid, personId, requestId })
  return id
}

/**
 * A client uses a seat of a session: from here on it is the one that it hears of. Gives the id of its grant; undefined
 * when nobody sits there.
 */
export async function useSeat(
  context: Context,
  { id, session }: { id: string; session: Session },
  { client, appid }: { client: string; appid: string },
  requestId: string | undefined,
): Promise<string | undefined> {
  const seat = session.seats[appid]
  if (!seat) return undefined
  const known = await context.grants.findId(session.family, { client, appid, ...seat })
  if (session.client !== client || session.used[client] !== appid)
    await context.sessions.change(id, (now) => ({ ...now, client, used: { ...now.used, [client]: appid } }))
  if (known !== undefined) return known
  return context.together(async (records) => {
    // Since the session was read, somebody may have signed out in another tab, or taken the seat.
    const now = (await records.sessions.find(id))?.seats[appid]
    if (now?.personId !== seat.personId) return undefined
    return grantSeat(records, session, { client, appid, seat }, requestId)
  })
}

/** Ends every session of the browser that this one is of, and takes back everything that was granted in them. */
export async function endSession({ sessions }: Context, { family }: Session): Promise<void> {
  await sessions.dropFamily(family)
}

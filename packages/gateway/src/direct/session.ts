import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { sendProblem } from '../http/problem.ts'
import { readFacts } from '../login/facts.ts'
import type { Login } from '../login/login.ts'
import type { Client } from '../record/client.ts'
import type { Grant } from '../record/grant.ts'
import { readSeatEnd, type Session } from '../record/session.ts'
import { allowCredentials } from './origin.ts'
import { findVisitor } from './visitor.ts'

/**
 * `GET /session[?client=ID]`: who is signed in in this browser, or by this bearer, at the seat that the client used last, or 401. The client
 * is the one that is named, else the one whose page asks, else the one that was here last. A client hears only of those
 * whom it was granted. Pages of any client may read that it is nobody.
 */
export async function handleSession(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const { context } = login
  const { origin } = request.headers
  const { client: named } = request.query as Readonly<Record<string, unknown>>
  reply.header('vary', 'Origin')
  const session = (await findVisitor(login, request))?.session
  const asking = origin === undefined ? [] : await context.clients.listOfOrigin(origin)
  if (asking.length > 0) allowCredentials(reply, String(origin))
  const client = await findClient(context, {
    named,
    asking,
    session,
    isOwn: origin === context.settings.publicUrl,
  })
  const answer = session && client && (await buildAnswer(context, session, client))
  return answer ?? sendProblem(reply, 401, 'session_missing', 'Nobody is signed in here.')
}

/** A page may ask for its own clients alone; what is no page of another origin asks for any. */
async function findClient(
  { clients }: Context,
  {
    named,
    asking,
    session,
    isOwn,
  }: { named: unknown; asking: readonly Client[]; session: Session | undefined; isOwn: boolean },
): Promise<Client | undefined> {
  if (typeof named === 'string') {
    const client = await clients.find(named)
    return asking.length === 0 || isOwn || asking.some(({ id }) => id === named) ? client : undefined
  }
  const last = session && (await clients.find(session.client))
  if (asking.length === 0 || isOwn) return last
  // Several clients may have one origin: the one that was here last, else one that was here.
  return asking.find(({ id }) => id === last?.id) ?? asking.find(({ id }) => session?.used[id] !== undefined)
}

/** The answer of `/session` about the seat that the client used last; undefined when it was granted nobody there. */
export async function buildAnswer(context: Context, session: Session, client: Client) {
  const grant = await findGrant(context, session, client)
  const seat = grant && session.seats[grant.appid]
  if (!grant || !seat) return undefined
  return {
    ...(await readFacts(context, grant)),
    signedInAt: seat.signedInAt,
    expiresAt: readSeatEnd(seat),
    seats: listSeats(session, client),
  }
}

/**
 * The person whom a client knows at the seat that it used last. Another person may have taken that seat since: the client
 * does not hear of a person whom it was not granted, nor of anybody at an account that was taken away from it.
 */
export async function findGrant(
  { grants }: Context,
  { family, used, seats }: Session,
  { id: client, appids }: Client,
): Promise<Grant | undefined> {
  const appid = used[client]
  const seat = appid === undefined ? undefined : seats[appid]
  if (appid === undefined || !seat || !appids.includes(appid)) return undefined
  const grant: Grant = { client, appid, personId: seat.personId, openid: seat.openid }
  return (await grants.findId(family, grant)) === undefined ? undefined : grant
}

/** The seats at accounts that the client may use. */
function listSeats({ seats }: Session, { appids }: Client) {
  return appids.flatMap((appid) => {
    const seat = seats[appid]
    if (!seat) return []
    return [{ appid, openid: seat.openid, subject: seat.personId, signedInAt: seat.signedInAt }]
  })
}

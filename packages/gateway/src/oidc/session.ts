import { createHash } from 'node:crypto'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Context } from '../context.ts'
import type { Login } from '../login/login.ts'
import type { Seat, Session } from '../record/session.ts'

/**
 * There is one session, ours. oidc-provider's is made at every request from the seat that the request is about, so
 * whoever is signed in here is signed in there, and whoever signed out is signed out there, at once.
 */
export function deriveSessions(login: Login, provider: Provider): void {
  const getStored = provider.Session.get.bind(provider.Session)
  const get = async (ctx: KoaContextWithOIDC) => {
    const found = await findOwnSeat(login, ctx)
    const session = found ? await deriveSession(login.context, provider, found) : await getStored(ctx)
    const current = found || !session.accountId ? session : new provider.Session()
    if (ctx.oidc instanceof provider.OIDCContext) ctx.oidc.entity('Session', current)
    return current
  }
  Object.defineProperty(provider.Session, 'get', { value: get })
}

async function deriveSession({ clock }: Context, provider: Provider, found: FoundSeat) {
  const payload = buildPayload(found)
  const derived = (await provider.Session.find(payload.jti)) ?? new provider.Session()
  // A session that was touched is saved, and an interaction looks for it under its uid.
  Object.defineProperty(derived, 'touched', { writable: true, value: true })
  // oidc-provider goes by the machine's clock, ours may be the simulator's: how long ago it was is ours to say.
  const past = (age: number) => Math.floor(clock.now() / 1000) - payload.loginTs > Number(age)
  Object.defineProperty(derived, 'past', { value: past })
  return Object.assign(derived, payload)
}

/** The session of a browser, and the id that its cookie holds. */
export interface FoundSession {
  id: string
  session: Session
}

/** The seat of it that a request is about. */
export interface FoundSeat extends FoundSession {
  appid: string
  seat: Seat
}

/** The browser's own session, read from the raw request. */
export function findOwnSession(
  { way }: Login,
  { req }: Pick<KoaContextWithOIDC, 'req'>,
): Promise<FoundSession | undefined> {
  return way.findSession({ header: (name) => [req.headers[name]].flat().join('; ') || undefined })
}

/**
 * The seat that a request is about: by its client and its `application`, read from the raw query since oidc-provider asks
 * for the session before it reads them; the one used last where it names no client.
 */
export async function findOwnSeat(
  login: Login,
  ctx: Pick<KoaContextWithOIDC, 'req'>,
): Promise<FoundSeat | undefined> {
  const found = await findOwnSession(login, ctx)
  if (!found) return undefined
  const { session } = found
  const query = new URL(ctx.req.url ?? '/', login.context.settings.publicUrl).searchParams
  const appid = (await findAppid(login.context, query)) ?? session.used[session.client]
  const seat = appid === undefined ? undefined : session.seats[appid]
  return appid !== undefined && seat ? { ...found, appid, seat } : undefined
}

async function findAppid({ clients }: Context, query: URLSearchParams): Promise<string | undefined> {
  const id = query.get('client_id')
  if (id === null) return undefined
  const client = await clients.find(id)
  // An account that the client may not use is refused later; until then nobody is signed in there.
  return query.get('application') ?? client?.appids[0] ?? ''
}

function buildPayload({ id, appid, seat }: FoundSeat) {
  return {
    jti: hash('oidc session', `${id} ${appid}`),
    uid: hash('oidc session uid', `${id} ${appid}`),
    accountId: seat.personId,
    loginTs: Math.floor(seat.signedInAt / 1000),
  }
}

function hash(purpose: string, id: string): string {
  return createHash('sha256').update(`${purpose} ${id}`).digest('base64url')
}

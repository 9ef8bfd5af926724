import { createHash } from 'node:crypto'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Context } from '../context.ts'
import type { Session } from '../record/session.ts'
import { parseCookie } from './cookie-header.ts'

/**
 * There is one session, ours. oidc-provider's is made from it at every request, so whoever is signed in
 * here is signed in there, and whoever signed out is signed out there, at once.
 */
export function deriveSessions(context: Context, provider: Provider): void {
  const getStored = provider.Session.get.bind(provider.Session)
  const get = async (ctx: KoaContextWithOIDC) => {
    const found = await findOwnSession(context, ctx)
    const session = found ? await deriveSession(context, provider, found) : await getStored(ctx)
    const current = found || !session.accountId ? session : new provider.Session()
    if (ctx.oidc instanceof provider.OIDCContext) ctx.oidc.entity('Session', current)
    return current
  }
  Object.defineProperty(provider.Session, 'get', { value: get })
}

async function deriveSession(context: Context, provider: Provider, { id, session }: FoundSession) {
  const payload = buildPayload(context, id, session)
  const derived = (await provider.Session.find(payload.jti)) ?? new provider.Session()
  // A session that was touched is saved, and an interaction looks for it under its uid.
  Object.defineProperty(derived, 'touched', { writable: true, value: true })
  return Object.assign(derived, payload)
}

export interface FoundSession {
  id: string
  session: Session
}

/** The browser's own session, read from the raw request. */
export async function findOwnSession(
  { cookies, sessions }: Context,
  ctx: Pick<KoaContextWithOIDC, 'req'>,
): Promise<FoundSession | undefined> {
  const id = cookies.readSessionId({ cookies: parseCookie(ctx.req.headers.cookie) })
  const session = id === undefined ? undefined : await sessions.find(id)
  return id !== undefined && session ? { id, session } : undefined
}

function buildPayload({ clock }: Context, id: string, session: Session) {
  const ageMs = Math.max(0, clock.now() - session.signedInAt)
  return {
    jti: hash('oidc session', id),
    uid: hash('oidc session uid', id),
    accountId: session.personId,
    // oidc-provider goes by the machine's clock, ours may be the simulator's: what counts is the age.
    loginTs: Math.floor((Date.now() - ageMs) / 1000),
  }
}

function hash(purpose: string, id: string): string {
  return createHash('sha256').update(`${purpose} ${id}`).digest('base64url')
}

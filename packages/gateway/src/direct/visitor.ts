import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { buildAsk, type Login } from '../login/login.ts'
import { buildSecretId } from '../record/random-id.ts'
import type { Session } from '../record/session.ts'

/** The session that a request is about. */
export interface FoundVisitor {
  id: string
  session: Session
}

/**
 * The session of a request's bearer where it brings one of ours, else of this browser's cookie. A bearer that is over is
 * nobody: the cookie beside it does not count.
 */
export async function findVisitor(
  { context, way }: Login,
  request: FastifyRequest,
): Promise<FoundVisitor | undefined> {
  const bearer = readBearer(request)
  if (bearer === undefined) return way.findSession(buildAsk(context, request))
  const id = buildBearerSession(bearer)
  const session = await context.sessions.find(id)
  return session && { id, session }
}

const bearerShape = /^Bearer (wxgate_[A-Za-z0-9_-]{43})$/i

/**
 * The bearer that a program was given at the code endpoint. An application behind forward authentication may have an
 * `Authorization` of its own: that is none of ours.
 */
export function readBearer({ headers }: FastifyRequest): string | undefined {
  return bearerShape.exec(headers.authorization ?? '')?.[1]
}

export function buildBearer(): string {
  return `wxgate_${buildSecretId()}`
}

/** The id of a bearer's session: no cookie is one, and a cookie's session opens by no bearer. */
export function buildBearerSession(bearer: string): string {
  return createHash('sha256').update(`bearer ${bearer}`).digest('base64url')
}

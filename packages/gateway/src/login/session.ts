import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Session } from '../record/session.ts'

/** Who is signed in in this browser. */
export async function findSession(
  { cookies, sessions }: Context,
  request: Pick<FastifyRequest, 'cookies'>,
): Promise<Session | undefined> {
  const id = cookies.readSessionId(request)
  return id === undefined ? undefined : sessions.find(id)
}

/** Ends a session and takes back everything that clients were granted in it and in those before it. */
export async function endSession({ sessions, grants }: Context, id: string): Promise<void> {
  const session = await sessions.find(id)
  if (session) await grants.dropOfFamily(session.family)
  await sessions.drop(id)
}

/** The same for the browser of a request, and its cookie goes. */
export async function signOut(context: Context, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const id = context.cookies.readSessionId(request)
  if (id === undefined) return
  await endSession(context, id)
  context.cookies.dropSessionId(reply)
}

import { type Answer, type Ask, createWay, type Way } from '@wxgate/wechat/way'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import type { Session } from '../record/session.ts'
import { type Assert, createAssert } from './assertion.ts'
import { buildHost } from './host.ts'

/** The parts that every door works with: everything that is built once, and the visitor's way. */
export interface Login {
  context: Context
  way: Way<Session>
  assert: Assert
}

export function createLogin(context: Context): Login {
  return { context, way: createWay(buildHost(context)), assert: createAssert(context) }
}

/** A request as the way asks it. The address is our own, whatever `Host` says. */
export function buildAsk({ settings }: Context, request: FastifyRequest): Ask {
  return {
    method: request.method,
    url: new URL(`${new URL(settings.publicUrl).origin}${request.url}`),
    header: (name) => readHeader(request.headers[name]),
    readForm: async () => readForm(request.body),
    address: request.ip,
    requestId: request.id,
  }
}

function readHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value
}

function readForm(body: unknown): URLSearchParams {
  const form = new URLSearchParams()
  if (typeof body !== 'object' || body === null) return form
  for (const [name, value] of Object.entries(body)) if (typeof value === 'string') form.set(name, value)
  return form
}

/** Sends an answer of the way. */
export function sendAnswer(reply: FastifyReply, { status, headers, cookies, body }: Answer): FastifyReply {
  reply.status(status).headers(headers)
  if (cookies.length > 0) reply.header('set-cookie', cookies)
  return reply.send(body)
}

/** Every URL of the visitor's way: its pages, WeChat's return, and the two sides of a handoff. */
export async function handleWay({ context, way }: Login, request: FastifyRequest, reply: FastifyReply) {
  const answer = await way.answer(buildAsk(context, request))
  return answer ? sendAnswer(reply, answer) : reply.callNotFound()
}

import { WeChatError } from '@wxgate/wechat'
import { isCode } from '@wxgate/wechat/login'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { sendProblem } from '../http/problem.ts'
import { readSighting } from '../login/bind.ts'
import { buildAsk, type Login } from '../login/login.ts'
import { enter } from '../login/session.ts'
import type { Application } from '../record/application.ts'
import type { Client } from '../record/client.ts'
import { buildSecretId } from '../record/random-id.ts'
import { type AppIdentity, identifyByCode } from './app-identity.ts'
import { refuseCode } from './code-refusal.ts'
import { buildAnswer } from './session.ts'
import { buildBearer, buildBearerSession } from './visitor.ts'

const bodyShape = z.object({ application: z.string(), code: z.string().refine(isCode) })

/** A code that a mini program or a mobile application sent, for a client that may use its account. */
interface Order {
  client: Client
  application: Application
  code: string
}

/**
 * `POST /login/:client/code`: exchanges the code of `wx.login()`, or of a mobile application, and answers what `/session`
 * answers, with a bearer in place of the cookie. There is no browser, so there is no state: codes of web pages, which
 * may be somebody else's, are not taken here.
 */
export async function handleCode(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const order = await readOrder(login, request, reply)
  if (order === undefined) return reply
  const wait = login.way.limits.checkFailures(buildAsk(login.context, request))
  if (wait !== undefined) {
    reply.header('retry-after', String(wait))
    return sendProblem(reply, 429, 'login_too_many', 'Too many codes from here were wrong. Try again later.')
  }
  try {
    return await signIn(login, request, reply, order)
  } catch (error) {
    if (error instanceof WeChatError) return refuseCode(login, request, reply, { error, ...order })
    throw error
  }
}

async function readOrder(
  { context }: Login,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Order | undefined> {
  const { client: id } = request.params as { client: string }
  const client = await context.clients.find(id)
  if (!client) {
    sendProblem(reply, 404, 'login_client_unknown', 'There is no such client.')
    return undefined
  }
  const body = bodyShape.safeParse(request.body)
  if (!body.success) {
    const title = 'The body needs application and code as JSON texts; code is what wx.login() gave.'
    sendProblem(reply, 400, 'login_code_unreadable', title)
    return undefined
  }
  const { application: appid, code } = body.data
  const application = client.appids.includes(appid) ? await context.applications.find(appid) : undefined
  if (application?.kind === 'miniprogram' || application?.kind === 'app') return { client, application, code }
  const title = 'The application is no mini program and no mobile application that this client may use.'
  sendProblem(reply, 400, 'login_application_refused', title)
  return undefined
}

async function signIn(login: Login, request: FastifyRequest, reply: FastifyReply, order: Order) {
  const { context } = login
  const identity = await identifyByCode(context, order)
  if (identity === undefined)
    return sendProblem(reply, 403, 'login_snapshot', 'WeChat shows a snapshot: there is nobody to sign in.')
  const bearer = buildBearer()
  const id = buildBearerSession(bearer)
  await begin(login, id, { ...order, identity, requestId: request.id })
  const session = await context.sessions.find(id)
  return reply
    .status(201)
    .send({ ...(session && (await buildAnswer(context, session, order.client))), token: bearer })
}

async function begin(
  { context }: Login,
  id: string,
  { client, application, identity, requestId }: Order & { identity: AppIdentity; requestId: string },
): Promise<void> {
  const seen = { ...identity, client: client.id, requestId }
  const sighting = await readSighting(context, application, seen)
  const { appid } = application
  const entry = { client: client.id, appid, family: buildSecretId(), before: undefined, requestId }
  await enter(context, id, { sighting }, entry)
}

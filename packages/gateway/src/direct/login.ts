import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildAsk, type Login, sendAnswer } from '../login/login.ts'
import { isSatisfied } from '../login/need.ts'
import { useSeat } from '../login/session.ts'
import { buildVisit, type Wish } from '../login/wish.ts'
import type { Client } from '../record/client.ts'
import { findReturnUrl } from './return-url.ts'

type Query = Readonly<Record<string, unknown>>

/** A longer place to return to is refused before anything is kept. */
const longestReturnUrl = 2048

/**
 * `GET /login/:client?return_to=…[&application=APPID]`: the direct door. Whoever is signed in already at this account,
 * with all the client asks for, goes straight on.
 */
export async function handleLogin(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const { context, way } = login
  const { client: id } = request.params as { client: string }
  const { return_to: wanted, application } = request.query as Query
  const ask = buildAsk(context, request)
  const client = await context.clients.find(id)
  if (!client) return sendAnswer(reply, await way.showPage(ask, 'login_client_unknown'))
  if (typeof wanted === 'string' && wanted.length > longestReturnUrl)
    return sendAnswer(reply, await way.showPage(ask, 'login_visit_too_long'))
  const returnUrl = findReturnUrl(client, wanted)
  if (!returnUrl) return sendAnswer(reply, await way.showPage(ask, 'login_return_refused'))
  const appid = await findAppid(context, client, application)
  if (!appid) return sendAnswer(reply, await way.showPage(ask, 'login_application_refused'))
  const wish = { client: client.id, appid, wantsProfile: client.wantsProfile, resumeUrl: returnUrl }
  return goOn(login, request, reply, wish)
}

async function goOn({ context, way }: Login, request: FastifyRequest, reply: FastifyReply, wish: Wish) {
  const ask = buildAsk(context, request)
  const found = await way.findSession(ask)
  if (!found?.session.seats[wish.appid]) return sendAnswer(reply, await way.start(ask, buildVisit(wish)))
  if (!(await isSatisfied(context, found.session, wish)))
    return sendAnswer(reply, await way.askProfile(ask, buildVisit(wish), wish.appid))
  await useSeat(context, found, wish, request.id)
  return reply.redirect(wish.resumeUrl, 303)
}

async function findAppid(
  { applications }: Context,
  client: Client,
  wanted: unknown,
): Promise<string | undefined> {
  const appid = wanted === undefined ? client.appids[0] : wanted
  if (typeof appid !== 'string' || !client.appids.includes(appid)) return undefined
  return (await applications.find(appid)) && appid
}

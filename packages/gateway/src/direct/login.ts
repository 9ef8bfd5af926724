import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildAsk, type Login, sendAnswer } from '../login/login.ts'
import { isSatisfied } from '../login/need.ts'
import { ownPages } from '../login/own-page.ts'
import { useSeat } from '../login/session.ts'
import { buildVisit, type Wish } from '../login/wish.ts'
import type { Client } from '../record/client.ts'
import { readSeatEnd } from '../record/session.ts'
import { findReturnUrl, longestReturnUrl } from './return-url.ts'
import { findSite, finishPath } from './site.ts'

type Query = Readonly<Record<string, unknown>>

/**
 * `GET /login/:client?return_to=…[&application=APPID]`: the direct door. Whoever is signed in already at this account,
 * with all the client asks for, goes straight on.
 */
export async function handleLogin(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const { context, way } = login
  const { client: id } = request.params as { client: string }
  const { return_to: wanted, application, finish } = request.query as Query
  const ask = buildAsk(context, request)
  const client = await context.clients.find(id)
  if (!client) return sendAnswer(reply, await way.showOwnPage(ask, ownPages.clientUnknown))
  if (typeof wanted === 'string' && wanted.length > longestReturnUrl)
    return sendAnswer(reply, await way.showPage(ask, 'login_visit_too_long'))
  const returnUrl = findReturnUrl(client, wanted)
  if (!returnUrl) return sendAnswer(reply, await way.showOwnPage(ask, ownPages.returnRefused))
  const appid = await findAppid(context, client, application)
  if (!appid) return sendAnswer(reply, await way.showPage(ask, 'login_application_refused'))
  const site = findSite(client, returnUrl, context.settings.publicUrl)
  const begin = typeof finish === 'string' && beginShape.test(finish) ? finish : undefined
  if (site !== undefined && begin === undefined)
    return reply.redirect(buildBeginUrl(site, { client: client.id, returnUrl, appid }), 303)
  const wish = {
    client: client.id,
    appid,
    wantsProfile: client.wantsProfile,
    // WeChat's way back comes by here again, and ends where the site begins.
    ...(site === undefined
      ? { resumeUrl: returnUrl }
      : { resumeUrl: request.url, endOrigin: site, cancelUrl: null }),
  }
  return goOn(login, request, reply, { wish, returnUrl, site, begin })
}

/** The shape of a digest by `digestBegin`. */
const beginShape = /^[A-Za-z0-9_-]{43}$/

/** At a site that the client protects a sign-in begins at the site: the browser gets a secret there that binds it. */
function buildBeginUrl(
  site: string,
  { client, returnUrl, appid }: { client: string; returnUrl: string; appid: string },
): string {
  const query = new URLSearchParams({ client, return_to: returnUrl, application: appid })
  return `${site}${finishPath}?${query}`
}

interface Course {
  wish: Wish
  returnUrl: string
  /** The client's own host where it ends, and the digest of the secret that the browser has there. */
  site: string | undefined
  begin: string | undefined
}

async function goOn(login: Login, request: FastifyRequest, reply: FastifyReply, course: Course) {
  const { context, way } = login
  const { wish, returnUrl, site: origin, begin } = course
  const ask = buildAsk(context, request)
  const found = await way.findSession(ask)
  const seat = found?.session.seats[wish.appid]
  if (!found || !seat) return sendAnswer(reply, await way.start(ask, buildVisit(wish)))
  if (!(await isSatisfied(context, found.session, wish)))
    return sendAnswer(reply, await way.askProfile(ask, buildVisit(wish), wish.appid))
  const grantId = await useSeat(context, found, wish, request.id)
  if (grantId === undefined) return sendAnswer(reply, await way.start(ask, buildVisit(wish)))
  if (origin === undefined || begin === undefined) return reply.redirect(returnUrl, 303)
  const finish = { grantId, origin, returnUrl, begin, expiresAt: readSeatEnd(seat) }
  const code = await context.siteSessions.issue(found.session.family, finish)
  return reply.redirect(`${origin}${finishPath}?code=${code}`, 303)
}

async function findAppid(
  { applications }: Context,
  client: Client,
  wanted: unknown,
): Promise<string | undefined> {
  const appid = wanted === undefined ? client.appids[0] : wanted
  if (typeof appid !== 'string' || !client.appids.includes(appid)) return undefined
  const application = await applications.find(appid)
  // A mobile application has no page: its program brings codes itself.
  return application && application.kind !== 'app' ? appid : undefined
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { html } from '../http/html.ts'
import { readLanguage } from '../http/language.ts'
import { isFromOrigin } from '../http/origin.ts'
import { sendPage } from '../http/page.ts'
import { sendProblem } from '../http/problem.ts'
import { findSession, signOut } from '../login/session.ts'
import { type Client, listClientOrigins } from '../record/client.ts'
import type { Session } from '../record/session.ts'
import { findReturnUrl } from './return-url.ts'

/**
 * `GET /session`: who is signed in in this browser, or 401. Pages of the session's client may read who it is,
 * pages of any client that it is nobody.
 */
export async function handleSession(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const session = await findSession(context, request)
  const client = session && (await context.clients.find(session.client))
  const { origin } = request.headers
  reply.header('vary', 'Origin')
  if (client) allowOrigin(request, reply, client)
  if (session) return buildAnswer(context, session)
  if (origin !== undefined && (await context.clients.hasOrigin(origin))) allowCredentials(reply, origin)
  return sendProblem(reply, 401, 'session_missing', 'Nobody is signed in here.')
}

async function buildAnswer({ people, applications }: Context, session: Session) {
  const application = await applications.find(session.appid)
  const person = await people.find(session.personId)
  const identity = await people.findIdentity(session.personId, session.appid, application?.openPlatform)
  return {
    subject: session.personId,
    client: session.client,
    appid: session.appid,
    openid: session.openid,
    unionid: identity?.unionid ?? null,
    nickname: person?.nickname ?? null,
    picture: person?.picture ?? null,
    subscribed: identity?.subscribed ?? null,
    signedInAt: session.signedInAt,
    expiresAt: session.expiresAt,
  }
}

const logoutTexts = {
  en: {
    title: 'Sign out?',
    body: 'You are signed out of this browser, at every application.',
    button: 'Sign out',
  },
  zh: { title: '要退出登录吗？', body: '你将在这个浏览器里退出所有应用。', button: '退出登录' },
}

/** `GET /logout`: asks first. Signing out takes a POST, so that no link and no picture of another site does it. */
export async function showLogout(_context: Context, request: FastifyRequest, reply: FastifyReply) {
  const language = readLanguage(request.headers['accept-language'])
  const { title, body, button } = logoutTexts[language]
  const form = html`<p>${body}</p><form method="post" action="/logout?page=1" id="continue"><button>${button}</button></form>`
  return sendPage(reply, { status: 200, language, title, body: form, formOrigins: [] })
}

/** `POST /logout[?return_to=…]`: signs out here, and takes back what clients were granted in this session. */
export async function handleLogout(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const session = await findSession(context, request)
  const client = session && (await context.clients.find(session.client))
  if (!isFromOrigin(request, [context.settings.publicUrl, ...(client ? listClientOrigins(client) : [])])) {
    return sendProblem(reply, 403, 'session_origin_refused', 'Another site may not sign people out here.')
  }
  if (client) allowOrigin(request, reply, client)
  await signOut(context, request, reply)
  const { return_to: wanted, page } = request.query as Readonly<Record<string, unknown>>
  if (page === '1') return reply.redirect('/', 303)
  const returnUrl = client && wanted !== undefined ? findReturnUrl(client, wanted) : undefined
  return returnUrl ? reply.redirect(returnUrl, 303) : reply.status(204).send()
}

/** CORS with credentials, for the client's registered origins alone (Fetch standard, section 3.3). */
function allowOrigin(request: FastifyRequest, reply: FastifyReply, client: Client): void {
  const { origin } = request.headers
  if (origin !== undefined && listClientOrigins(client).includes(origin)) allowCredentials(reply, origin)
}

function allowCredentials(reply: FastifyReply, origin: string): void {
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-allow-credentials', 'true')
}

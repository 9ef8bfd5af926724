import { html, readLanguage } from '@wxgate/wechat/way'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { sendPage } from '../http/page.ts'
import type { Login } from '../login/login.ts'
import type { Client } from '../record/client.ts'
import { buildSecretId } from '../record/random-id.ts'
import { digestBegin } from '../record/site-session.ts'
import { findReturnUrl } from './return-url.ts'
import { isProtected, readPage } from './site.ts'
import { readBegins, writeBegin, writeSiteSession } from './site-cookie.ts'

type Query = Readonly<Record<string, unknown>>

/**
 * `GET /.wxgate/finish` on a host that a client protects. First it begins: the browser gets a secret of this host and
 * goes to the gateway, which signs it in. Then it ends: with the gateway's code and that secret it gets the host's own
 * session. A code that somebody else began is worth nothing in this browser, so that nobody can be signed in as
 * somebody else (RFC 9700 section 4.7).
 */
export async function handleFinish(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const { context } = login
  const page = readPage(withHost(request), context.settings.publicUrl)
  const { code, client: id } = request.query as Query
  if (page && typeof code === 'string') return end(context, request, reply, { origin: page.origin, code })
  const client = typeof id === 'string' ? await context.clients.find(id) : undefined
  if (!page || !client || !isProtected(client, page.origin)) return refuse(request, reply, '/')
  return begin(context, request, reply, { client, origin: page.origin })
}

/** A proxy that hands this path on may keep the host in `Host` alone. */
function withHost(request: FastifyRequest): FastifyRequest {
  request.headers['x-forwarded-host'] ??= request.headers.host
  return request
}

function begin(
  { settings }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { client, origin }: { client: Client; origin: string },
) {
  const { return_to: wanted, application } = request.query as Query
  const returnUrl = findReturnUrl(client, wanted)
  if (returnUrl === undefined || new URL(returnUrl).origin !== origin) return refuse(request, reply, '/')
  // Two tabs are one browser: the second sign-in must not spoil the first.
  const secret = readBegins(request, origin)[0] ?? buildSecretId()
  const query = new URLSearchParams({ return_to: returnUrl, finish: digestBegin(secret) })
  if (typeof application === 'string') query.set('application', application)
  reply.header('set-cookie', writeBegin(origin, secret))
  return reply.redirect(`${settings.publicUrl}/login/${encodeURIComponent(client.id)}?${query}`, 303)
}

async function end(
  { siteSessions, clock }: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  { origin, code }: { origin: string; code: string },
) {
  const session = await siteSessions.redeem(code, { origin, secrets: readBegins(request, origin) })
  if (!session) return refuse(request, reply, '/')
  const maxAge = Math.max(0, Math.floor((session.expiresAt - clock.now()) / 1000))
  reply.header('set-cookie', writeSiteSession(origin, session.id, maxAge))
  return reply.redirect(session.returnUrl, 303)
}

const texts = {
  en: {
    title: 'This sign-in cannot end here',
    body: 'It was begun in another browser, it is over, or this browser keeps no cookies. You can begin again.',
    again: 'Go to the site',
    operator: 'The site’s owner can check: the client has protects and a return URL at this host.',
  },
  zh: {
    title: '无法在这里完成登录',
    body: '这次登录是在另一个浏览器里开始的、已经过期，或者这个浏览器没有保存 Cookie。你可以重新开始。',
    again: '前往网站',
    operator: '网站负责人可以检查：这个 client 设置了 protects，并且在这个域名下有返回地址。',
  },
}

/** Nothing is signed in, and nothing begins by itself: a browser without cookies would go round for ever. */
function refuse(request: FastifyRequest, reply: FastifyReply, path: string) {
  const language = readLanguage(request.headers['accept-language'])
  const { title, body, again, operator } = texts[language]
  const content = html`<p>${body}</p><a class="button" href="${path}">${again}</a>
<dl><dt>login_finish_refused</dt><dd>${operator}<br>${request.id}</dd></dl>`
  return sendPage(reply, { status: 400, language, title, body: content, tone: 'warn', formOrigins: [] })
}

import { html, readLanguage } from '@wxgate/wechat/way'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sendPage } from '../http/page.ts'
import { sendProblem } from '../http/problem.ts'
import type { Login } from '../login/login.ts'
import { endSession } from '../login/session.ts'
import { allowCredentials, isFromOrigin } from './origin.ts'
import { findReturnUrl } from './return-url.ts'
import { findVisitor, readBearer } from './visitor.ts'

const logoutTexts = {
  en: {
    title: 'Sign out?',
    body: 'You are signed out of this browser, at every application.',
    button: 'Sign out',
  },
  zh: { title: '要退出登录吗？', body: '你将在这个浏览器里退出所有应用。', button: '退出登录' },
}

/** `GET /logout`: asks first. Signing out takes a POST, so that no link and no picture of another site does it. */
export async function showLogout(_login: Login, request: FastifyRequest, reply: FastifyReply) {
  const language = readLanguage(request.headers['accept-language'])
  const { title, body, button } = logoutTexts[language]
  const form = html`<p>${body}</p><form method="post" action="/logout?page=1" id="continue"><button>${button}</button></form>`
  return sendPage(reply, { status: 200, language, title, body: form, formOrigins: [] })
}

/** `POST /logout[?return_to=…]`: signs out here at every account, and takes back what clients were granted. */
export async function handleLogout(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const { context, way } = login
  const { origin } = request.headers
  const session = (await findVisitor(login, request))?.session
  const asking = origin === undefined ? [] : await context.clients.listOfOrigin(origin)
  const origins = [context.settings.publicUrl, ...(asking.length > 0 ? [String(origin)] : [])]
  // A page of another site cannot know a bearer.
  if (readBearer(request) === undefined && !isFromOrigin(request, origins)) {
    return sendProblem(reply, 403, 'session_origin_refused', 'Another site may not sign people out here.')
  }
  if (isFormElsewhere(request)) return reply.redirect('/logout', 303)
  if (asking.length > 0) allowCredentials(reply, String(origin))
  if (session) await endSession(context, session)
  // A program's bearer is no browser's session.
  if (readBearer(request) === undefined) reply.header('set-cookie', way.clearSession())
  const { return_to: wanted, page } = request.query as Readonly<Record<string, unknown>>
  if (page === '1') return reply.redirect('/', 303)
  const last = session && (await context.clients.find(session.client))
  const clients = [...asking, ...(last ? [last] : [])]
  const returnUrl =
    wanted === undefined ? undefined : findFirst(clients, (client) => findReturnUrl(client, wanted))
  return returnUrl ? reply.redirect(returnUrl, 303) : reply.status(204).send()
}

/**
 * A form of a page on another site comes without our `SameSite=Lax` cookies (RFC 6265bis section 5.6.7.2): nobody is found,
 * though somebody may be signed in. Our own page asks, and its form brings them.
 */
function isFormElsewhere({ headers }: FastifyRequest): boolean {
  const { origin, cookie, accept = '', 'sec-fetch-site': site = 'cross-site' } = headers
  return origin !== undefined && cookie === undefined && site === 'cross-site' && accept.includes('text/html')
}

function findFirst<T, U>(list: readonly T[], read: (item: T) => U | undefined): U | undefined {
  for (const item of list) {
    const found = read(item)
    if (found !== undefined) return found
  }
  return undefined
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { sendProblem } from '../http/problem.ts'
import { readFacts, type VisitorFacts } from '../login/facts.ts'
import type { Login } from '../login/login.ts'
import type { Client } from '../record/client.ts'
import type { Grant } from '../record/grant.ts'
import { findGrant } from './session.ts'
import { finishPath, isOwnHost, isProtected, type Page, readPage, readReturnUrl } from './site.ts'
import { readSiteSession } from './site-cookie.ts'
import { findVisitor, readBearer } from './visitor.ts'

type Query = Readonly<Record<string, unknown>>

/**
 * `GET /verify[?client=ID][&redirect=1]`: forward authentication. A proxy asks before it lets a request through, with
 * the visitor's own cookies: 200 and who it is in headers, or 401 with the address of the sign-in. It changes nothing.
 */
export async function handleVerify(login: Login, request: FastifyRequest, reply: FastifyReply) {
  const { context } = login
  const { client: named, redirect } = request.query as Query
  const page = readPage(request, context.settings.publicUrl)
  const client = page && (await findProtecting(context, page, named))
  if (!page || !client) return refuseHost(context, request, reply)
  if (page.url.pathname === finishPath) return refuseFinish(context, request, reply)
  const grant = await findVisitorGrant(login, request, { page, client })
  if (grant) return sendFacts(login, reply, await readFacts(context, grant))
  const loginUrl = buildLoginUrl(context, client, page)
  reply.header('x-wxgate-login', loginUrl)
  if (redirect === '1' && isNavigation(request)) return reply.redirect(loginUrl, 303)
  return sendProblem(reply, 401, 'session_missing', 'Nobody is signed in here.')
}

/** The client that protects a host: the one that is named, else the first that does. */
async function findProtecting(
  { clients }: Context,
  { origin }: Page,
  named: unknown,
): Promise<Client | undefined> {
  const found = typeof named === 'string' ? [await clients.find(named)] : await clients.listOfOrigin(origin)
  return found.find((client) => client && isProtected(client, origin))
}

/** The grant of this visitor: by a bearer, by the gateway's own session at its own host, else by the host's cookie. */
async function findVisitorGrant(
  login: Login,
  request: FastifyRequest,
  { page, client }: { page: Page; client: Client },
): Promise<Grant | undefined> {
  const { context } = login
  const isOwn = isOwnHost(page.origin, context.settings.publicUrl)
  if (isOwn || readBearer(request) !== undefined) {
    const found = await findVisitor(login, request)
    return found && findGrant(context, found.session, client)
  }
  const id = readSiteSession(request, page.origin)
  const grant = id === undefined ? undefined : await context.siteSessions.find(id, page.origin)
  return grant?.client === client.id && client.appids.includes(grant.appid) ? grant : undefined
}

/** An empty header says "not known": a proxy that copies it overwrites what a visitor may have sent under its name. */
async function sendFacts({ assert }: Login, reply: FastifyReply, facts: VisitorFacts) {
  return reply
    .headers({
      'x-wxgate-subject': facts.subject,
      'x-wxgate-appid': facts.appid,
      'x-wxgate-openid': facts.openid,
      'x-wxgate-unionid': facts.unionid ?? '',
      'x-wxgate-nickname': encodeURIComponent(facts.nickname ?? ''),
      'x-wxgate-subscribed': facts.subscribed === null ? '' : String(facts.subscribed),
      'x-wxgate-assertion': await assert(facts),
    })
    .status(200)
    .send()
}

function buildLoginUrl({ settings }: Context, client: Client, page: Page): string {
  const query = new URLSearchParams({ return_to: readReturnUrl(client, page) ?? page.origin })
  return `${settings.publicUrl}/login/${encodeURIComponent(client.id)}?${query}`
}

/** A script of a page would follow a redirect into WeChat and read nothing: it gets 401. Fetch metadata, section 2.2. */
function isNavigation({ headers }: FastifyRequest): boolean {
  const { 'sec-fetch-mode': mode = 'navigate', 'x-forwarded-method': method = 'GET' } = headers
  return mode === 'navigate' && (method === 'GET' || method === 'HEAD')
}

function refuseHost({ log }: Context, request: FastifyRequest, reply: FastifyReply) {
  log.warn({ event: 'verify.host_refused', host: request.headers['x-forwarded-host'], reqId: request.id })
  const title =
    'No client protects this host. Set protects and a return URL there, and let the proxy send X-Forwarded-Host, -Proto and -Uri.'
  return sendProblem(reply, 403, 'verify_host_refused', title)
}

/** Without this the sign-in would go round for ever: the page that ends it would ask for a sign-in. */
function refuseFinish({ log }: Context, request: FastifyRequest, reply: FastifyReply) {
  log.warn({ event: 'verify.finish_unrouted', host: request.headers['x-forwarded-host'], reqId: request.id })
  const title = `The proxy must send ${finishPath} of this host to the gateway, without asking /verify.`
  return sendProblem(reply, 403, 'verify_finish_unrouted', title)
}

import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { renderHome, renderProblem } from './page.ts'
import { createRelyingParty, type RelyingParty } from './relying-party.ts'
import { createVisits, type Visits } from './visit.ts'

export interface SampleAppOptions {
  gateway: string
  simulator: string
  app: string
  client: { id: string; secret: string }
}

const cookieName = 'sample_app'
const mostPending = 10

/**
 * The sample application: a relying party as any team would write one, on `openid-client`. It knows nothing
 * of WeChat; everything about it comes as claims.
 */
export function createSampleApp(options: SampleAppOptions): FastifyInstance {
  const app = Fastify({ exposeHeadRoutes: false, forceCloseConnections: true })
  const visits = createVisits()
  const relyingParty = createRelyingParty(options)
  app.register(cookie)
  app.register(formbody)
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('referrer-policy', 'no-referrer')
    reply.header('content-security-policy', buildPolicy(options))
  })
  app.get('/', (request, reply) => showHome(visits, options, request, reply))
  app.get('/sign-in', (request, reply) => startSignIn(visits, relyingParty, request, reply))
  app.get('/callback', (request, reply) => finishSignIn(visits, relyingParty, options, request, reply))
  app.post('/sign-out', (request, reply) => signOut(visits, relyingParty, request, reply))
  return app
}

function buildPolicy({ gateway, simulator }: SampleAppOptions): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src ${simulator} https:; form-action 'self' ${gateway}; frame-ancestors 'none'`
}

function showHome(visits: Visits, options: SampleAppOptions, request: FastifyRequest, reply: FastifyReply) {
  const visit = visits.find(request.cookies[cookieName])
  return reply
    .type('text/html; charset=utf-8')
    .send(renderHome(options, request.headers['accept-language'], visit?.person))
}

async function startSignIn(
  visits: Visits,
  party: RelyingParty,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { id, visit } = visits.open(request.cookies[cookieName])
  const { url, pending } = await party.buildAuthorization()
  const [first] = visit.pending.keys()
  if (visit.pending.size >= mostPending && first !== undefined) visit.pending.delete(first)
  visit.pending.set(pending.state, pending)
  reply.setCookie(cookieName, id, { path: '/', httpOnly: true, sameSite: 'lax' })
  return reply.redirect(url, 303)
}

async function finishSignIn(
  visits: Visits,
  party: RelyingParty,
  options: SampleAppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { state, error } = request.query as { state?: string; error?: string }
  const visit = visits.find(request.cookies[cookieName])
  const pending = visit?.pending.get(String(state))
  // Loaded twice, or by the back button: whoever is signed in already just sees that.
  if (!pending && visit?.person) return reply.redirect('/', 303)
  if (!visit || !pending || error) return sendProblem(request, reply, error ?? 'state')
  visit.pending.delete(pending.state)
  try {
    const person = await party.fetchPerson(new URL(request.url, options.app), pending)
    const id = visits.signIn(request.cookies[cookieName], person)
    reply.setCookie(cookieName, id, { path: '/', httpOnly: true, sameSite: 'lax' })
  } catch (cause) {
    return sendProblem(request, reply, cause instanceof Error ? cause.message : 'unknown')
  }
  return reply.redirect('/', 303)
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, reason: string) {
  return reply
    .status(400)
    .type('text/html; charset=utf-8')
    .send(renderProblem(request.headers['accept-language'], reason))
}

/** Forgets the person here, then lets the gateway forget them too. */
async function signOut(visits: Visits, party: RelyingParty, request: FastifyRequest, reply: FastifyReply) {
  const person = visits.find(request.cookies[cookieName])?.person
  visits.drop(request.cookies[cookieName])
  reply.clearCookie(cookieName, { path: '/' })
  return reply.redirect(person ? await party.buildSignOutUrl(person.idToken) : '/', 303)
}

import type { Answer } from '@wxgate/wechat/way'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import { sendProblem } from '../http/problem.ts'
import { buildAsk, type Login, sendAnswer } from '../login/login.ts'
import { handleInteraction } from './interaction.ts'

const readPaths = ['/.well-known/openid-configuration', '/oidc/jwks', '/oidc/auth', '/oidc/logout/success']
const writePaths = ['/oidc/token', '/oidc/userinfo', '/oidc/logout', '/oidc/logout/confirm']

/** Longer requests are no sign-in but somebody filling our tables. */
const longestQuery = 4096

/** Puts oidc-provider behind our URLs. It reads bodies itself and builds links from our public URL. */
export async function mountProvider(app: FastifyInstance, login: Login, provider: Provider): Promise<void> {
  const { context } = login
  const { host, protocol } = new URL(context.settings.publicUrl)
  const callback = provider.callback()
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    if (request.url.length > longestQuery)
      return sendProblem(reply, 414, 'http_refused', 'The URL is too long.')
    const refused = await refuseStart(login, request)
    if (refused !== undefined) return sendAnswer(reply, refused)
    reply.hijack()
    useOwnHost(request, host, protocol.replace(':', ''))
    copyHeaders(reply)
    await callback(request.raw, reply.raw)
    return reply
  }
  app.post('/oidc/auth', redirectAuthorization)
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.get('/oidc/interaction/:uid', (request, reply) =>
      handleInteraction(login, provider, request, reply),
    )
    for (const url of readPaths) scope.route({ method: ['GET', 'OPTIONS'], url, handler: handle })
    for (const url of writePaths) scope.route({ method: ['GET', 'POST', 'OPTIONS'], url, handler: handle })
  })
}

/** An authorization request keeps a row before the way hears of it: nothing is kept for a browser that may not begin. */
async function refuseStart({ context, way }: Login, request: FastifyRequest): Promise<Answer | undefined> {
  if (request.method !== 'GET' || !request.url.startsWith('/oidc/auth?')) return undefined
  const ask = buildAsk(context, request)
  const refused = await way.refuseStart(ask, request.url.length)
  // A browser that is signed in keeps no row by it. The session is looked for last, since hardly any is refused.
  return refused === undefined || (await way.findSession(ask)) ? undefined : refused
}

/** oidc-provider believes these headers; what a stranger put there must not reach a link of ours. */
function useOwnHost({ raw }: FastifyRequest, host: string, protocol: string): void {
  raw.headers.host = host
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-proto'] = protocol
}

function copyHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value)
  }
  // Pages of oidc-provider have a policy of their own, see `allowOwnScripts`.
  reply.raw.removeHeader('content-security-policy')
}

/**
 * For `response_mode=form_post` and for signing out, oidc-provider answers a page that posts itself. It adds the
 * hash of its script to a policy that it finds. The form goes to a client, so there is no `form-action`.
 */
export function allowOwnScripts(provider: Provider): void {
  provider.use((ctx, next) => {
    ctx.set(
      'content-security-policy',
      "default-src 'none'; script-src 'self'; frame-ancestors 'none'; base-uri 'none'",
    )
    return next()
  })
}

/**
 * `POST /oidc/auth`, which OpenID Connect Core 1.0 section 3.1.2.1 asks for: the same request by GET. A page of
 * another site that posts a form brings no cookies of ours, the GET that follows does.
 */
async function redirectAuthorization(request: FastifyRequest, reply: FastifyReply) {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(request.body ?? {})) {
    for (const one of [value].flat()) query.append(name, String(one))
  }
  return reply.redirect(`/oidc/auth?${query}`, 303)
}

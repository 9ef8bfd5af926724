import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Provider } from 'oidc-provider'
import type { Context } from '../context.ts'
import { handleInteraction } from './interaction.ts'

/** Puts oidc-provider behind our URLs. It reads bodies itself and builds links from our public URL. */
export async function mountProvider(
  app: FastifyInstance,
  context: Context,
  provider: Provider,
): Promise<void> {
  const { host, protocol } = new URL(context.settings.publicUrl)
  const callback = provider.callback()
  const handle = async (request: FastifyRequest, reply: FastifyReply) => {
    reply.hijack()
    useOwnHost(request, host, protocol.replace(':', ''))
    copyHeaders(reply)
    await callback(request.raw, reply.raw)
  }
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.get('/oidc/interaction/:uid', (request, reply) =>
      handleInteraction(context, provider, request, reply),
    )
    scope.route({ method: ['GET', 'POST', 'OPTIONS'], url: '/oidc/*', handler: handle })
    scope.route({ method: ['GET', 'OPTIONS'], url: '/.well-known/openid-configuration', handler: handle })
  })
}

/** oidc-provider believes these headers; what a stranger put there must not reach a link of ours. */
function useOwnHost({ raw }: FastifyRequest, host: string, protocol: string): void {
  raw.headers.host = host
  raw.headers['x-forwarded-host'] = host
  raw.headers['x-forwarded-proto'] = protocol
}

function copyHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    // The page that posts a form for `response_mode=form_post` brings its own script.
    if (value !== undefined && name !== 'content-security-policy') reply.raw.setHeader(name, value)
  }
}

import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'

/**
 * The headers that every answer carries, errors included. Pages add their own content security policy; this
 * one, for everything else, allows nothing. `no-store` because nearly every answer is about one person;
 * what may be cached says so itself.
 */
export async function registerHeaders(app: FastifyInstance, https: boolean): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Clients on other origins read the session and the token answers.
    crossOriginResourcePolicy: false,
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    reply.header('x-request-id', request.id)
    reply.header('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  })
}

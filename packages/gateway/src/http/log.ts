import type { FastifyInstance } from 'fastify'

/** One line for each answer. The route is logged, never the URL: that holds states, codes and handles. */
export function registerRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({
      event: 'http.answer',
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    })
  })
}

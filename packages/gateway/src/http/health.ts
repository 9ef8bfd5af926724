import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

/** `/healthz`: the process answers. `/readyz`: it can do its work, the database included. */
export function registerHealth(app: FastifyInstance, isReady: () => Promise<boolean>): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    if (await isReady()) return { status: 'ready' }
    return sendProblem(reply, 503, 'record_unreachable', 'The database cannot be read and written.')
  })
}

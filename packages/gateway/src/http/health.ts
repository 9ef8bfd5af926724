import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../record/database.ts'
import { sendProblem } from './problem.ts'

/** `/healthz`: the process answers. `/readyz`: it can do its work, the database included. */
export function registerHealth(app: FastifyInstance, database: Database): void {
  app.get('/healthz', async () => ({ status: 'ok' }))
  app.get('/readyz', async (_request, reply) => {
    try {
      await sql`select 1`.execute(database)
      return { status: 'ready' }
    } catch {
      return sendProblem(reply, 503, 'record_unreachable', 'The database does not answer.')
    }
  })
}

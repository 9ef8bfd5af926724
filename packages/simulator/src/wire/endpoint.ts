import type { FastifyError, FastifyInstance } from 'fastify'
import type { Context } from '../context.ts'
import type { Call } from '../rules/call.ts'
import { type Method, openMethod } from '../rules/method.ts'
import { refusePath } from '../rules/path.ts'
import { Refused } from '../rules/rule.ts'
import { type Answer, buildError, buildRefusal, buildSuccess } from './answer.ts'
import type { Handler } from './break.ts'
import { Problem, writeProblem } from './problem.ts'
import { serveCall } from './serve.ts'

/** One call of WeChat's API: `act` answers the body of a success or throws `Refused`. */
export type Endpoint = { path: string; method: Method; act: (call: Call) => Record<string, unknown> }

function handle(call: Call, act: () => Answer): Answer {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refused) return buildRefusal(call, error)
    throw error
  }
}

const buildFaultError: Handler['buildFaultError'] = (call, errcode, errmsg) =>
  buildError(call, errcode, 'fault:errcode', errmsg)

/** HEAD is left out on purpose: a link preview must not use up a code. */
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Serves one call of the API under every method, so that the wrong one gets WeChat's own answer. */
export function routeEndpoint(app: FastifyInstance, context: Context, { path, method, act }: Endpoint): void {
  const handler: Handler = {
    buildFaultError,
    handle: (call) =>
      handle(call, () => {
        const opened = openMethod(call, method)
        return buildSuccess(opened, act(opened))
      }),
  }
  app.route({
    method: METHODS,
    url: path,
    handler: (request, reply) => serveCall(context, request, reply, handler),
  })
}

function handleNothing(call: Call): Answer {
  const answer = handle(call, () => refusePath(call))
  if (call.method === 'HEAD') return { ...answer, status: 405 }
  return {
    ...answer,
    status: /^\/(?:cgi-bin|sns|wxa|wxaapi|card|datacube|customservice|semantic)\//.test(call.path)
      ? 200
      : 404,
  }
}

/** What is left: paths WeChat does not have, and requests that are no HTTP to speak of. */
export function routeNothing(app: FastifyInstance, context: Context): void {
  app.setNotFoundHandler((request, reply) =>
    request.url.startsWith('/__sim/')
      ? reply.code(404).type('application/problem+json').send(writeProblem(404, 'there is no such call'))
      : serveCall(context, request, reply, { buildFaultError, handle: handleNothing }),
  )
  app.setErrorHandler((error: FastifyError | Problem, _request, reply) => {
    const status = error instanceof Problem ? error.status : (error.statusCode ?? 500)
    const field = error instanceof Problem ? error.field : undefined
    const detail = status < 500 ? error.message : 'the simulator failed'
    return reply
      .code(status)
      .type('application/problem+json')
      .send(writeProblem(status, detail, field))
  })
}

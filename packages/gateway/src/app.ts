import formbody from '@fastify/formbody'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Context } from './context.ts'
import { handleCode } from './direct/code.ts'
import { handleFinish } from './direct/finish.ts'
import { handleLogin } from './direct/login.ts'
import { handleLogout, showLogout } from './direct/logout.ts'
import { handleSession } from './direct/session.ts'
import { finishPath } from './direct/site.ts'
import { handleVerify } from './direct/verify.ts'
import { handleHome } from './home.ts'
import { closeUnreadable, registerErrors, sendUnreadable } from './http/error.ts'
import { registerHeaders } from './http/header.ts'
import { registerHealth } from './http/health.ts'
import { registerRequestLog } from './http/log.ts'
import { createLogin, handleWay, type Login } from './login/login.ts'
import { mountProvider } from './oidc/mount.ts'
import { createProvider } from './oidc/provider.ts'
import { buildPublicId } from './record/random-id.ts'

/** A request is whole after 15 s, its headers after 10: a slower one is somebody holding connections open. */
const requestMs = 15_000
const headersMs = 10_000
const checkEveryMs = 1_000

/** A proxy passes these answers on as another host's: whether that host is https alone is for its owner to say. */
const onOtherHosts = { helmet: { hsts: false } }

type Handle = (login: Login, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/** Every URL of the gateway, one line each. */
export async function createApp(context: Context): Promise<FastifyInstance> {
  const app = await openApp(context)
  const login = createLogin(context)
  const on = (handle: Handle) => (request: FastifyRequest, reply: FastifyReply) =>
    handle(login, request, reply)
  app.get('/login/:client', on(handleLogin))
  app.post('/login/:client/code', on(handleCode))
  app.post('/login/start', on(handleWay))
  app.get('/login/start/language', on(handleWay))
  app.get('/login/profile/:state', on(handleWay))
  app.get('/login/finish/:state', on(handleWay))
  app.get('/login/desktop/:handle', on(handleWay))
  app.get('/login/desktop/:handle/state', on(handleWay))
  app.get('/login/desktop/:handle/finish', on(handleWay))
  app.get('/handoff/:handle', on(handleWay))
  app.post('/handoff/:handle', on(handleWay))
  app.get('/whereami', on(handleWay))
  app.get('/wechat/callback/:appid', on(handleWay))
  app.get('/session', on(handleSession))
  app.get('/verify', onOtherHosts, on(handleVerify))
  app.get(finishPath, onOtherHosts, on(handleFinish))
  app.get('/logout', on(showLogout))
  app.post('/logout', on(handleLogout))
  await mountProvider(app, login, await createProvider(login))
  app.get('/', (request, reply) => handleHome(context, request, reply))
  registerHealth(app, context.isReady)
  return app
}

async function openApp(context: Context): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = context.log
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    genReqId: () => buildPublicId('req'),
    bodyLimit: 65_536,
    requestTimeout: requestMs,
    // Node.js takes the longer of the two for both, and looks every 30 s unless told.
    http: { headersTimeout: headersMs, connectionsCheckingInterval: checkEveryMs },
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: sendUnreadable,
    clientErrorHandler: closeUnreadable,
    forceCloseConnections: true,
  })
  await app.register(formbody)
  await registerHeaders(app, context.settings.publicUrl.startsWith('https:'))
  registerErrors(app)
  registerRequestLog(app)
  app.addHook('onRequest', async (request, reply) => {
    // Only the client of a forward proxy sends a whole address (RFC 9112 section 3.2.2). An address of ours must not begin with it.
    if (request.url.startsWith('/')) return
    sendUnreadable(undefined, request, reply)
    return reply
  })
  app.addHook('onRequest', async ({ url }) => {
    // Health must not depend on whom the clock is asked.
    if (!url.startsWith('/healthz')) await context.clock.sync()
  })
  return app
}

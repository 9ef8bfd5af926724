import type { GuardOptions, Login } from './login.ts'
import {
  buildBody,
  buildRequest,
  buildUrl,
  type NodeRequest,
  type NodeResponse,
  sendResponse,
} from './node-request.ts'
import type { ProfileVisitor, Visitor } from './visitor.ts'

/** A sign-in for frameworks on Node.js' own requests: Express, Fastify, `node:http`. Koa has `createKoaLogin`. */
export interface NodeLogin {
  /**
   * Answers everything below the sign-in's path, and leaves the rest to `next`. It does not mind whether a body parser
   * was there before it, as long as that put what it read into `body`.
   */
  middleware(request: NodeRequest, response: NodeResponse, next: (error?: Error) => void): void
  /** The visitor; undefined when they have been sent to WeChat: the answer is out then, send no other. */
  guard(
    request: NodeRequest,
    response: NodeResponse,
    options: { profile: true },
  ): Promise<ProfileVisitor | undefined>
  guard(request: NodeRequest, response: NodeResponse, options?: GuardOptions): Promise<Visitor | undefined>
  /** The person who is signed in; undefined when nobody is. */
  visitor(request: NodeRequest): Promise<Visitor | undefined>
}

/**
 * Puts a sign-in on Node.js' requests and answers. The address is the login's origin, never the `Host` header.
 *
 * ```ts
 * const login = createNodeLogin(createLogin({ store, origin, channels: [inWeChat(account)] }))
 * app.use(login.middleware)
 * app.get('/', async (request, response) => {
 *   const visitor = await login.guard(request, response)
 *   if (visitor) response.send(visitor.openid)
 * })
 * ```
 */
export function createNodeLogin(login: Login): NodeLogin {
  const { origin } = login

  async function guard(request: NodeRequest, response: NodeResponse, options?: GuardOptions) {
    const visitor = await login.guard(buildRequest(origin, request), options)
    if (!(visitor instanceof Response)) return visitor
    await sendResponse(visitor, response)
    return undefined
  }

  return {
    middleware(request, response, next) {
      const { pathname } = buildUrl(origin, request)
      if (!pathname.startsWith(`${login.path}/`)) return next()
      login
        .handler(buildRequest(origin, request, buildBody(request)))
        .then((answer) => sendResponse(answer, response))
        .catch((error: unknown) => next(error instanceof Error ? error : new Error(String(error))))
    },
    // The overloads say what the implementation cannot: that with `profile` only a profile passes.
    guard: guard as NodeLogin['guard'],
    visitor: (request) => login.visitor(buildRequest(origin, request)),
  }
}

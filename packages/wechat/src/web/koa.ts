import type { GuardOptions, Login } from './login.ts'
import type { MessageHandler } from './message-handler.ts'
import { buildMessageRequest } from './node-message-handler.ts'
import { buildBody, buildRequest, buildUrl, type NodeRequest } from './node-request.ts'
import type { ProfileVisitor, Visitor } from './visitor.ts'

/** The parts of a context of Koa that are used, or of Egg, which is made of it. */
export interface KoaContext {
  req: NodeRequest
  /** Where a body parser leaves what it has read, as `body`. */
  request: object
  originalUrl: string
  status: number
  body: unknown
  set(name: string, value: string | string[]): unknown
}

/** A sign-in for Koa and Egg. */
export interface KoaLogin {
  /** Answers everything below the sign-in's path, with or without a body parser in front, and leaves the rest to `next`. */
  middleware(context: KoaContext, next: () => Promise<unknown>): Promise<void>
  /** The visitor; undefined when they have been sent to WeChat: the context holds the answer then, so return. */
  guard(context: KoaContext, options: { profile: true }): Promise<ProfileVisitor | undefined>
  guard(context: KoaContext, options?: GuardOptions): Promise<Visitor | undefined>
  /** The person who is signed in; undefined when nobody is. */
  visitor(context: KoaContext): Promise<Visitor | undefined>
}

/**
 * Puts a sign-in on Koa's contexts. The address is the login's origin, never the `Host` header.
 *
 * ```ts
 * const login = createKoaLogin(createLogin({ store, origin, channels: [inWeChat(account)] }))
 * app.use(login.middleware)
 * app.use(async (context) => {
 *   const visitor = await login.guard(context)
 *   if (visitor) context.body = visitor.openid
 * })
 * ```
 */
export function createKoaLogin(login: Login): KoaLogin {
  const { origin, path } = login

  async function guard(context: KoaContext, options?: GuardOptions) {
    const visitor = await login.guard(buildRequest(origin, readNode(context)), options)
    if (!(visitor instanceof Response)) return visitor
    await writeAnswer(visitor, context)
    return undefined
  }

  return {
    async middleware(context, next) {
      const request = readNode(context)
      if (!buildUrl(origin, request).pathname.startsWith(`${path}/`)) await next()
      else await writeAnswer(await login.handler(buildRequest(origin, request, buildBody(request))), context)
    },
    // The overloads say what the implementation cannot: that with `profile` only a profile passes.
    guard: guard as KoaLogin['guard'],
    visitor: (context) => login.visitor(buildRequest(origin, readNode(context))),
  }
}

/**
 * Puts a message handler on Koa's contexts; see `createNodeMessageHandler` for what a body parser may leave.
 *
 * ```ts
 * router.all('/push', createKoaMessageHandler(createMessageHandler({ keys, store, on })))
 * ```
 */
export function createKoaMessageHandler(handler: MessageHandler): (context: KoaContext) => Promise<void> {
  return async (context) => {
    const answer = await handler(buildMessageRequest(readNode(context)))
    if (answer.status === 413 && context.req.httpVersionMajor === 1) context.set('connection', 'close')
    await writeAnswer(answer, context)
  }
}

/** Koa has the whole path and the parsed body beside Node.js' request. */
function readNode({ req, request, originalUrl }: KoaContext): NodeRequest {
  const { method, headers, readableDidRead, httpVersionMajor } = req
  return {
    method,
    headers,
    readableDidRead,
    httpVersionMajor,
    originalUrl,
    body: 'body' in request ? request.body : undefined,
    [Symbol.asyncIterator]: () => req[Symbol.asyncIterator](),
    ...(req.iterator && { iterator: req.iterator.bind(req) }),
  }
}

async function writeAnswer(answer: Response, context: KoaContext): Promise<void> {
  const text = await answer.text()
  context.status = answer.status
  // Before the headers: Koa guesses a type for a text that has none yet.
  context.body = text
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') context.set(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) context.set('set-cookie', cookies)
}

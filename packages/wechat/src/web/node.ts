import type { Login } from './login.ts'
import type { ProfileVisitor, Visitor } from './visitor.ts'

/** What is read of a request of Node.js: `IncomingMessage`, and what Express makes of it. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  method?: string | undefined
  url?: string | undefined
  /** The whole path, where a router has cut it off `url`. */
  originalUrl?: string | undefined
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** What a body parser made of a form that it has read already. */
  body?: unknown
  /** Whether somebody has begun to read it. */
  readableDidRead?: boolean | undefined
}

/** What is written of an answer of Node.js: `ServerResponse`. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string | string[]): unknown
  end(body: Uint8Array): unknown
}

/** A sign-in for frameworks on Node.js' own requests: Express, Fastify, Koa, `node:http`. */
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
  guard(
    request: NodeRequest,
    response: NodeResponse,
    options?: { profile?: boolean | undefined },
  ): Promise<Visitor | undefined>
  /** Who is signed in; undefined when nobody is. */
  visitor(request: NodeRequest): Promise<Visitor | undefined>
}

/** Puts a sign-in on Node.js' requests and answers. The address is the login's origin, never the `Host` header. */
export function createNodeLogin(login: Login): NodeLogin {
  async function guard(
    request: NodeRequest,
    response: NodeResponse,
    options?: { profile?: boolean | undefined },
  ) {
    const visitor = await login.guard(buildRequest(login, request), options)
    if (!(visitor instanceof Response)) return visitor
    await send(visitor, response)
    return undefined
  }

  return {
    middleware(request, response, next) {
      const { pathname } = buildUrl(login, request)
      if (!pathname.startsWith(`${login.path}/`)) return next()
      login
        .handler(buildRequest(login, request, request.method === 'POST' ? buildBody(request) : undefined))
        .then((answer) => send(answer, response))
        .catch((error: unknown) => next(error instanceof Error ? error : new Error(String(error))))
    },
    // The overloads say what the implementation cannot: that with `profile` only a profile passes.
    guard: guard as NodeLogin['guard'],
    visitor: (request) => login.visitor(buildRequest(login, request)),
  }
}

/** Whatever stands in the request line: what throws here would end the process of whoever asked for it. */
function buildUrl({ origin }: Login, { originalUrl, url = '/' }: NodeRequest): URL {
  const target = originalUrl ?? url
  if (target.startsWith('/')) return new URL(`${origin}${target}`)
  // A proxy's whole address, of which the path counts, or the star of OPTIONS.
  const { pathname = '/', search = '' } = URL.parse(target) ?? {}
  return new URL(`${origin}/${pathname.replace(/^\/*/, '')}${search}`)
}

// Node.js takes them, a `Request` cannot hold them; nothing here answers to them, as to OPTIONS.
const unfitMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

function buildRequest(login: Login, request: NodeRequest, body?: FormBody): Request {
  const headers = new Headers()
  // Names with a colon are HTTP/2's own.
  for (const [name, value = []] of Object.entries(request.headers))
    if (!name.startsWith(':')) for (const one of [value].flat()) headers.append(name, one)
  const { method = 'GET' } = request
  return new Request(buildUrl(login, request), {
    method: unfitMethods.has(method.toUpperCase()) ? 'OPTIONS' : method,
    headers,
    ...(body !== undefined && { body, duplex: 'half' }),
  })
}

type FormBody = ReadableStream<Uint8Array> | URLSearchParams | Uint8Array<ArrayBuffer> | string

/** A form that is still to be read, or what a body parser made of it. */
function buildBody(request: NodeRequest): FormBody {
  const { body, readableDidRead } = request
  // A parser that left the form alone may have put an empty object in its place.
  if (readableDidRead === false) return ReadableStream.from(request)
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return new Uint8Array(body)
  if (typeof body !== 'object' || body === null) return ReadableStream.from(request)
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) form.append(name, String(value))
  return form
}

async function send(answer: Response, response: NodeResponse): Promise<void> {
  response.statusCode = answer.status
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.end(new Uint8Array(await answer.arrayBuffer()))
}

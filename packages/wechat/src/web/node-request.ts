import { buildBodyUsedError } from './read-body.ts'

/** The parts of a request of Node.js that are read: of `IncomingMessage`, and of what Express makes of it. */
export interface NodeRequest extends AsyncIterable<Uint8Array> {
  method?: string | undefined
  url?: string | undefined
  /** The whole path, where a router has cut it off `url`. */
  originalUrl?: string | undefined
  headers: Readonly<Record<string, string | string[] | undefined>>
  /** The value that a body parser made of a body that it has read already. */
  body?: unknown
  /** Whether somebody has begun to read it. */
  readableDidRead?: boolean | undefined
  httpVersionMajor?: number | undefined
  /** Reads it without ending the connection where reading stops early. */
  iterator?(options: { destroyOnReturn: boolean }): AsyncIterator<unknown>
}

/** The parts of an answer of Node.js that are written: of `ServerResponse`. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string | string[]): unknown
  end(body: Uint8Array): unknown
}

/** Whatever stands in the request line: what throws here would end the process of whoever asked for it. */
export function buildUrl(origin: string, { originalUrl, url = '/' }: NodeRequest): URL {
  const target = originalUrl ?? url
  if (target.startsWith('/')) return new URL(`${origin}${target}`)
  // A proxy's whole address, of which the path counts, or the star of OPTIONS.
  const { pathname = '/', search = '' } = URL.parse(target) ?? {}
  return new URL(`${origin}/${pathname.replace(/^\/*/, '')}${search}`)
}

// Node.js takes them, a `Request` cannot hold them; nothing here answers to them, as to OPTIONS.
const unfitMethods: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])

/** The request as the web has it; `body` only where one is read. */
export function buildRequest(origin: string, request: NodeRequest, body?: NodeBody): Request {
  const headers = new Headers()
  // Names with a colon are HTTP/2's own.
  for (const [name, value = []] of Object.entries(request.headers))
    if (!name.startsWith(':')) for (const one of [value].flat()) headers.append(name, one)
  const { method = 'GET' } = request
  return new Request(buildUrl(origin, request), {
    method: unfitMethods.has(method.toUpperCase()) ? 'OPTIONS' : method,
    headers,
    ...(body !== undefined && { body, duplex: 'half' }),
  })
}

type NodeBody = NonNullable<RequestInit['body']>

/**
 * The body that is still to be read, or what a body parser made of it; undefined for a method without one. Where it
 * was read and what was read is nowhere, reading it fails with a `TypeError` (`web_body_used`).
 */
export function buildBody(request: NodeRequest): NodeBody | undefined {
  const { method, body, readableDidRead } = request
  if (method !== 'POST') return undefined
  // A parser that left the body alone may have put an empty object in its place.
  if (readableDidRead === false) return openStream(request)
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return new Uint8Array(body)
  if (typeof body === 'object' && body !== null) return buildForm(body)
  return readableDidRead ? buildFailure(buildBodyUsedError()) : openStream(request)
}

function openStream(request: NodeRequest): ReadableStream<Uint8Array> {
  const rest = request.iterator?.({ destroyOnReturn: false })
  return ReadableStream.from<Uint8Array>(rest === undefined ? request : readBytes(rest))
}

async function* readBytes(rest: AsyncIterator<unknown>): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await rest.next()
    if (done) return
    if (value instanceof Uint8Array) yield value
  }
}

function buildForm(body: object): URLSearchParams {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(body)) form.append(name, String(value))
  return form
}

/** A body whose reading fails: the error reaches whoever reads it, as any other failure does. */
export function buildFailure(error: Error): ReadableStream<Uint8Array> {
  return new ReadableStream({ start: (controller) => controller.error(error) })
}

/** Writes an answer of the web as one of Node.js. */
export async function sendResponse(answer: Response, response: NodeResponse): Promise<void> {
  response.statusCode = answer.status
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') response.setHeader(name, value)
  const cookies = answer.headers.getSetCookie()
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  response.end(new Uint8Array(await answer.arrayBuffer()))
}

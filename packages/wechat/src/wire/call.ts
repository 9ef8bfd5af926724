import { WeChatError, type WeChatErrorCode } from '../error.ts'
import { Secret } from '../secret.ts'
import { type Answer, buildAnswerError, readAnswer } from './answer.ts'
import { type Origins, wechatOrigins } from './origins.ts'
import { buildRedactor, buildSafeCause } from './redact.ts'

/** What may be logged and counted of one call: no query, no body. */
export interface WireEvent {
  method: 'GET' | 'POST'
  path: string
  durationMs: number
  /** HTTP status, undefined when none arrived. */
  status: number | undefined
  /** WeChat's code when it said no. */
  errcode: number | undefined
  /** WeChat's request id when it said no. */
  rid: string | undefined
  /** Undefined when the call went well. */
  failure: WeChatErrorCode | undefined
}

/** How calls reach WeChat. */
export interface Wire {
  origins: Origins
  fetch: typeof fetch
  /** For the whole call, the body included. */
  timeoutMs: number
  /** Of a response body; a larger one is not read to its end. Long lists have a limit of their own, 1 MB. */
  maxBytes: number
  /** Milliseconds since 1970; every `expiresAt` is counted from it. */
  now: () => number
  /** Called once after every call, for logs and metrics. It must not throw. */
  onAnswer?: (event: WireEvent) => void
}

/** One call to WeChat's server API. */
export interface WireRequest {
  method: 'GET' | 'POST'
  /** Without host and query. */
  path: string
  query?: Readonly<Record<string, string | Secret>>
  /**
   * Sent as JSON in raw UTF-8; WeChat refuses `\u` escapes in places. A secret stands at the top level: deeper down
   * it would be sent as it prints.
   */
  body?: Readonly<Record<string, unknown>>
  /** For answers that may be larger than the wire's `maxBytes`, such as long lists: the larger one of both counts. */
  maxBytes?: number
}

/** A wire to WeChat itself by the global `fetch`, with 5 s for a call, at most 65,536 bytes of an answer. */
export function createWire(options: Partial<Wire> = {}): Wire {
  return {
    origins: wechatOrigins,
    fetch: globalThis.fetch,
    timeoutMs: 5000,
    maxBytes: 65_536,
    now: Date.now,
    ...options,
  }
}

/**
 * Sends one request and judges its answer. Never repeats. Throws `WeChatError` with a `wire_` code, clean of every
 * `Secret` of the request. A redirect is not followed: the query would travel along.
 */
export async function fetchAnswer(wire: Wire, request: WireRequest): Promise<Answer> {
  const startedAt = performance.now()
  let status: number | undefined
  let failure: WeChatError | undefined
  try {
    const response = await fetchText(wire, request)
    status = response.status
    return readAnswer({ path: request.path, ...response, redact: buildRedactor(readSecrets(request)) })
  } catch (error) {
    failure = readFailure(error, request.path)
    throw failure
  } finally {
    wire.onAnswer?.({
      method: request.method,
      path: request.path,
      durationMs: performance.now() - startedAt,
      status,
      errcode: failure?.errcode,
      rid: failure?.rid,
      failure: failure?.code,
    })
  }
}

async function fetchText(wire: Wire, request: WireRequest): Promise<{ status: number; text: string }> {
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(buildTimeoutError(request.path, wire.timeoutMs))
      abort.abort()
    }, wire.timeoutMs)
  })
  try {
    return await Promise.race([sendAndRead(wire, request, abort.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function sendAndRead(wire: Wire, request: WireRequest, signal: AbortSignal) {
  // Taken out of the object, since browsers and workers refuse a fetch that is called as somebody's method.
  const { fetch: send } = wire
  const response = await send(buildUrl(wire.origins.api, request), {
    method: request.method,
    redirect: 'manual',
    signal,
    ...(request.body && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(revealFields(request.body)),
    }),
  })
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel()
    throw buildAnswerError(request.path, 'a redirect, which WeChat never sends here')
  }
  const maxBytes = Math.max(wire.maxBytes, request.maxBytes ?? 0)
  return { status: response.status, text: await readBody(response, maxBytes, request.path) }
}

function buildUrl(origin: string, request: WireRequest): string {
  const query = new URLSearchParams(revealFields(request.query ?? {})).toString()
  return `${origin}${request.path}${query === '' ? '' : `?${query}`}`
}

function readSecrets({ query, body }: WireRequest): readonly string[] {
  const values: readonly unknown[] = [...Object.values(query ?? {}), ...Object.values(body ?? {})]
  return values.filter((value) => value instanceof Secret).map((secret) => secret.reveal())
}

function revealFields<Value>(fields: Readonly<Record<string, Value>>) {
  const revealed = Object.entries(fields).map(([name, value]) => [name, reveal(value)] as const)
  return Object.fromEntries(revealed)
}

function reveal<Value>(value: Value): string | Exclude<Value, Secret> {
  return value instanceof Secret ? value.reveal() : (value as Exclude<Value, Secret>)
}

async function readBody(response: Response, maxBytes: number, path: string): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  // Not fatal: nicknames with broken bytes exist. A byte order mark is dropped.
  const decoder = new TextDecoder('utf-8')
  let bytes = 0
  let text = ''
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw buildAnswerError(path, `larger than ${maxBytes} bytes`)
    }
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}

function buildTimeoutError(path: string, timeoutMs: number): WeChatError {
  return new WeChatError('wire_timeout', `No complete answer to ${path} within ${timeoutMs} ms`, {
    path,
    retryable: true,
  })
}

function readFailure(error: unknown, path: string): WeChatError {
  if (error instanceof WeChatError) return error
  const cause = buildSafeCause(error)
  return new WeChatError('wire_unreachable', `No connection for ${path}: ${cause.message}`, {
    path,
    retryable: true,
    cause,
  })
}

import { buildUsageError, WeChatError, type WeChatErrorCode } from '../error.ts'
import type { Secret } from '../secret.ts'
import { type Answer, readAnswer } from './answer.ts'
import { buildJson, buildQuery, listSecrets } from './body.ts'
import { checkOrigins, type Origins, wechatOrigins } from './origins.ts'
import { buildRedactor, buildSafeCause } from './redact.ts'
import { type Incoming, type Outgoing, send } from './send.ts'

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
  /**
   * For the whole call, the body included. The time runs from the call, not from the socket: of thousands at once
   * most wait for a connection and time out. Ask for few at once.
   */
  timeoutMs: number
  /** Of a response body; a larger one is not read to its end. Long lists have a limit of their own, 1 MB. */
  maxBytes: number
  /** Milliseconds since 1970; every `expiresAt` is counted from it. */
  now: () => number
  /** Called once after every call, for logs and metrics. It must not throw. */
  onAnswer?: ((event: WireEvent) => void) | undefined
}

/** What of a wire is to be other than usual; what is undefined is as usual. */
export type WireOptions = { readonly [Name in keyof Wire]?: Wire[Name] | undefined }

/** One call to WeChat's server API. */
export interface WireRequest {
  method: 'GET' | 'POST'
  /** Without host and query. */
  path: string
  /** Fields that are undefined are left out. */
  query?: Readonly<Record<string, string | number | Secret | undefined>> | undefined
  /**
   * Sent as JSON in raw UTF-8; WeChat refuses `\u` escapes in places. A `Secret` stands at the top level; deeper down
   * it is a `TypeError` (`wire_body_invalid`).
   */
  body?: Readonly<Record<string, unknown>> | undefined
  /** Sent as `multipart/form-data`, in the place of `body`: for uploads. */
  form?: FormData | undefined
  /** For answers that may be larger than the wire's `maxBytes`, such as long lists: the larger one of both counts. */
  maxBytes?: number | undefined
  /** For calls that may take longer than the wire's `timeoutMs`, such as uploads: the larger one of both counts. */
  timeoutMs?: number | undefined
}

/**
 * A wire to WeChat itself by the global `fetch` of the moment of each call, with 5 s for a call, at most 65,536 bytes
 * of an answer. Throws a `TypeError` for an option that can never work: `wire_origin_invalid`, `wire_option_invalid`.
 */
export function createWire(options: WireOptions = {}): Wire {
  const { origins = wechatOrigins, timeoutMs = 5000, maxBytes = 65_536, now = Date.now, onAnswer } = options
  const { fetch: sendRequest = (...words: Parameters<typeof fetch>) => globalThis.fetch(...words) } = options
  const wire: Wire = { origins, fetch: sendRequest, timeoutMs, maxBytes, now, onAnswer }
  checkWire(wire)
  return wire
}

/** Throws `wire_origin_invalid` or `wire_option_invalid` unless calls can be made over it. */
export function checkWire(wire: Wire): void {
  const { origins, fetch: sendRequest, now, onAnswer = now, timeoutMs, maxBytes } = Object(wire)
  const areFunctions = [sendRequest, now, onAnswer].every((verb) => typeof verb === 'function')
  if (!areFunctions || ![timeoutMs, maxBytes].every((limit) => Number.isFinite(limit) && limit > 0))
    throw buildUsageError(
      'wire_option_invalid',
      'A wire is what createWire gives: functions, and limits above 0',
    )
  checkOrigins(origins)
}

/**
 * Sends one request and judges its answer. Never repeats. Throws `WeChatError` with a `wire_` code, clean of every
 * `Secret` of the request. A redirect is not followed: the query would travel along.
 */
export async function fetchAnswer(wire: Wire, request: WireRequest): Promise<Answer> {
  return await fetchJudged(wire, buildOutgoing(request), judgeFields)
}

/** As `fetchAnswer`, for a GET: what is bundled for a sign-in alone needs no body. */
export function fetchByQuery(
  wire: Wire,
  path: string,
  query: NonNullable<WireRequest['query']>,
): Promise<Answer> {
  return fetchJudged(wire, buildGet({ method: 'GET', path, query }), judgeFields)
}

function judgeFields({ path, status, bytes }: Incoming, redact: (text: string) => string): Answer {
  // Not fatal: nicknames with broken bytes exist. A byte order mark is dropped.
  return readAnswer({ path, status, text: new TextDecoder('utf-8').decode(bytes), redact })
}

/** Sends one request, has `judge` make something of what came, and tells `onAnswer`. */
export async function fetchJudged<T>(
  wire: Wire,
  outgoing: Outgoing,
  judge: (incoming: Incoming, redact: (text: string) => string) => T,
): Promise<T> {
  const { method, path } = outgoing
  const startedAt = performance.now()
  let status: number | undefined
  let failure: WeChatError | undefined
  try {
    const incoming = await send(wire, outgoing)
    status = incoming.status
    return judge(incoming, buildRedactor(outgoing.secrets))
  } catch (error) {
    failure = readFailure(error, path)
    throw failure
  } finally {
    wire.onAnswer?.({
      method,
      path,
      durationMs: performance.now() - startedAt,
      status,
      errcode: failure?.errcode,
      rid: failure?.rid,
      failure: failure?.code,
    })
  }
}

/** The request as it is sent. What the program did wrong is thrown here: it is not WeChat's failure. */
export function buildOutgoing(request: WireRequest): Outgoing {
  const { body, form } = request
  const json = body && { headers: { 'content-type': 'application/json' }, body: buildJson(body) }
  const outgoing = buildGet(request)
  return {
    ...outgoing,
    secrets: [...outgoing.secrets, ...listSecrets(body)],
    // The boundary of a form is the runtime's to write.
    init: form ? { body: form } : (json ?? {}),
  }
}

function buildGet(request: WireRequest): Outgoing {
  const { query } = request
  return { ...request, query: buildQuery(query), secrets: listSecrets(query), init: {} }
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

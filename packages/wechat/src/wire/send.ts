import { WeChatError } from '../error.ts'
import { buildAnswerError } from './answer.ts'
import type { Wire } from './call.ts'

/** A request as it is sent, its secrets in the open. */
export interface Outgoing {
  method: 'GET' | 'POST'
  path: string
  /** With its question mark, where there is one. */
  query: string
  init: RequestInit
  /** What must not stand in any error. */
  secrets: readonly string[]
  /** Where it is more than the wire's. */
  maxBytes?: number | undefined
  timeoutMs?: number | undefined
}

/** What came back, whatever it is. */
export interface Incoming {
  path: string
  status: number
  headers: Headers
  bytes: Uint8Array
}

/**
 * Sends a request once, and reads all of the answer. Throws `wire_timeout`, and `wire_answer` for a redirect, which
 * would take the query along, and for an answer that is too large.
 */
export async function send(wire: Wire, request: Outgoing): Promise<Incoming> {
  const { path } = request
  const timeoutMs = Math.max(wire.timeoutMs, request.timeoutMs ?? 0)
  const abort = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(buildTimeoutError(path, timeoutMs))
      abort.abort()
    }, timeoutMs)
  })
  try {
    return await Promise.race([sendAndRead(wire, request, abort.signal), timeout])
  } finally {
    clearTimeout(timer)
  }
}

async function sendAndRead(wire: Wire, request: Outgoing, signal: AbortSignal): Promise<Incoming> {
  // Taken out of the object, since browsers and workers refuse a fetch that is called as somebody's method.
  const { fetch: sendRequest } = wire
  const { method, path, query, init } = request
  const url = `${wire.origins.api}${path}${query}`
  const response = await sendRequest(url, { ...init, method, redirect: 'manual', signal })
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel()
    throw buildAnswerError(path, 'a redirect')
  }
  const bytes = await readBytes(response, Math.max(wire.maxBytes, request.maxBytes ?? 0), path)
  return { path, status: response.status, headers: response.headers, bytes }
}

async function readBytes(response: Response, maxBytes: number, path: string): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  const reader = response.body?.getReader()
  let bytes = 0
  for (let chunk = await reader?.read(); reader && chunk && !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw buildAnswerError(path, `larger than ${maxBytes} bytes`)
    }
    parts.push(chunk.value)
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

function buildTimeoutError(path: string, timeoutMs: number): WeChatError {
  return new WeChatError('wire_timeout', `No complete answer to ${path} within ${timeoutMs} ms`, {
    path,
    retryable: true,
  })
}

import { joinBytes } from '../digest.ts'
import { WeChatError } from '../error.ts'
import { buildAnswerError } from './answer.ts'
import { buildQuery, type Fields, revealFields } from './body.ts'
import type { Wire } from './call.ts'

/** A request as it is sent: see `WireRequest` and `FileRequest`. */
export interface Outgoing {
  method: 'GET' | 'POST'
  path: string
  query?: Fields | undefined
  body?: Fields | undefined
  form?: FormData | undefined
  maxBytes: number
  timeoutMs: number
}

/** What came back, whatever it is. */
export interface Incoming {
  status: number
  contentType: string
  disposition: string
  bytes: Uint8Array<ArrayBuffer>
}

/**
 * Sends a request once, and reads all of the answer. Throws `wire_timeout`, and `wire_answer` for a redirect, which
 * would take the query along, and for an answer that is too large.
 */
export async function send(wire: Wire, request: Outgoing): Promise<Incoming> {
  const { path, timeoutMs } = request
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
  const { method, path, query = {}, maxBytes } = request
  const url = `${wire.origins.api}${path}${buildQuery(query)}`
  const response = await sendRequest(url, { method, redirect: 'manual', signal, ...buildBody(request) })
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    await response.body?.cancel()
    throw buildAnswerError(path, 'a redirect, which WeChat never sends here')
  }
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    disposition: response.headers.get('content-disposition') ?? '',
    bytes: await readBytes(response, maxBytes, path),
  }
}

function buildBody({ body, form }: Outgoing): RequestInit {
  // The boundary of a form is the runtime's to write.
  if (form !== undefined) return { body: form }
  if (body === undefined) return {}
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(revealFields(body)) }
}

async function readBytes(response: Response, maxBytes: number, path: string) {
  const parts: Uint8Array[] = []
  if (response.body === null) return joinBytes()
  const reader = response.body.getReader()
  let bytes = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength
    if (bytes > maxBytes) {
      await reader.cancel()
      throw buildAnswerError(path, `larger than ${maxBytes} bytes`)
    }
    parts.push(chunk.value)
  }
  return joinBytes(...parts)
}

function buildTimeoutError(path: string, timeoutMs: number): WeChatError {
  return new WeChatError('wire_timeout', `No complete answer to ${path} within ${timeoutMs} ms`, {
    path,
    retryable: true,
  })
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { createWire, originsAt, type Wire } from '../src/index.ts'

/** One request as it arrived. */
export interface Call {
  method: string
  path: string
  query: URLSearchParams
  body: string
  headers: IncomingMessage['headers']
}

/** Answers a call: a value is sent as JSON, undefined when the handler has used the response itself. */
export type Handler = (call: Call, response: ServerResponse) => unknown

/** A server on loopback that answers as the handler says, closed at the end of the test. */
export async function openTinyWeChat(
  handler: Handler,
  options: Partial<Wire> = {},
): Promise<{ wire: Wire; calls: Call[]; origin: string }> {
  const calls: Call[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const body = await text(request)
    const { headers, method = '' } = request
    const call = { method, path: url.pathname, query: url.searchParams, body, headers }
    calls.push(call)
    const answer = await handler(call, response)
    if (answer !== undefined) response.setHeader('content-type', 'text/plain').end(JSON.stringify(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { wire: createWire({ origins: originsAt(origin), ...options }), calls, origin }
}

/** An openid in WeChat's shape that tells who it is. */
export function buildOpenid(name: string): string {
  return `o${name}`.padEnd(28, '_')
}

/** What was asked, whole: method, path, query and JSON body of each call. */
export function listAsked(calls: readonly Call[]) {
  return calls.map(({ method, path, query, body }) => ({
    method,
    path,
    query: Object.fromEntries(query),
    body: body === '' ? undefined : JSON.parse(body),
  }))
}

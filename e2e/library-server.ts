import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo, Server } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown

/** Lets a server listen on a port of its own until the test is over. */
export async function listen(server: Server): Promise<number> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

/**
 * Asks a server on a port of its own. Not by `fetch`, which names itself in headers of its own: these are the headers
 * of a browser that loads a page.
 */
export async function openServer(listener: Listener, defaults: Record<string, string>) {
  const port = await listen(createServer(listener))
  return async (path: string, { body, ...options }: RequestOptions & { body?: string } = {}) => {
    const sent = request({ port, host: '127.0.0.1', path, headers: defaults, agent: false, ...options })
    const answered: Promise<unknown[]> = once(sent, 'response')
    sent.end(body)
    const [answer] = (await answered) as [IncomingMessage]
    return { status: answer.statusCode, headers: answer.headers, page: await text(answer) }
  }
}

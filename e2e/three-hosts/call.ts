import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { request } from 'node:https'
import { text } from 'node:stream/consumers'
import type { Called } from '../door/door-town.ts'

/** A request of a program to one of the hosts, which are ports of this machine and have this certificate. */
export async function call(
  ports: Readonly<Record<string, number>>,
  ca: string,
  url: string,
  init: RequestInit = {},
): Promise<Called> {
  const { hostname, pathname, search } = new URL(url)
  const asked = request({
    host: '127.0.0.1',
    port: ports[hostname],
    servername: hostname,
    ca,
    method: init.method ?? 'GET',
    path: `${pathname}${search}`,
    headers: { ...Object.fromEntries(new Headers(init.headers)), host: hostname },
  }).end(init.body)
  const [answer]: IncomingMessage[] = await once(asked, 'response')
  if (answer === undefined) throw new Error('no answer')
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) headers.set(name, [value].flat().join(', '))
  return { status: answer.statusCode ?? 0, text: await text(answer), headers }
}

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { isLoopbackHost, sendPost } from './post.ts'

test.for([
  ['localhost', true],
  ['gateway.localhost', true],
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['[::1]', true],
  ['localhost.example.com', false],
  ['127.0.0.1.example.com', false],
  ['10.0.0.1', false],
] as const)('%s is this machine itself: %s', ([host, isLoopback]) => {
  expect(isLoopbackHost(host)).toBe(isLoopback)
})

async function withServer<Result>(
  answer: Parameters<typeof createServer>[1],
  use: (url: URL) => Promise<Result>,
): Promise<Result> {
  const server = createServer({}, answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    return await use(new URL(`http://127.0.0.1:${port}/`))
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

test('an answer is read up to 64 kB', async () => {
  const big = await withServer(
    (_request, response) => response.end('x'.repeat(200_000)),
    (url) => sendPost({ url, body: 'a', deadlineMs: 5_000 }),
  )
  expect([big.status, big.body.length]).toEqual([200, 65_536])
})

test('an answer that begins and does not end is late', async () => {
  const late = await withServer(
    (_request, response) => response.write('succ'),
    (url) => sendPost({ url, body: 'a', deadlineMs: 50 }),
  )
  expect(late).toEqual({ status: 0, body: '', failure: 'no whole answer within 50 ms' })
})

test('a connection that breaks is told with its reason', async () => {
  const broken = await withServer(
    (request) => request.socket.destroy(),
    (url) => sendPost({ url, body: 'a', deadlineMs: 5_000 }),
  )
  expect(broken).toMatchObject({ status: 0, failure: expect.stringContaining('ECONNRESET') })
})

test('a signal ends what is under way', async () => {
  const stop = new AbortController()
  const ended = await withServer(
    () => stop.abort(),
    (url) => sendPost({ url, body: 'a', deadlineMs: 5_000, signal: stop.signal }),
  )
  expect(ended.status).toBe(0)
})

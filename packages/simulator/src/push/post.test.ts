// The certificate library finds its parts by decorators and wants this before it is loaded.
import 'reflect-metadata'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { X509CertificateGenerator } from '@peculiar/x509'
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
    // Runs out: the answer never ends.
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

/** A certificate for localhost that nobody vouches for. */
async function createCertificate(): Promise<{ cert: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=localhost',
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + 3_600_000),
    signingAlgorithm: algorithm,
    keys,
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return {
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
  }
}

test('a certificate nobody vouches for is accepted from loopback hosts alone', async () => {
  const server = createTlsServer(await createCertificate(), (_request, response) => response.end('success'))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = new URL(`https://127.0.0.1:${port}/`)
  expect(await sendPost({ url, body: 'a', deadlineMs: 5_000 })).toMatchObject({
    status: 200,
    body: 'success',
  })
  const elsewhere = await sendPost({
    url: new URL(`https://0.0.0.0:${port}/`),
    body: 'a',
    deadlineMs: 5_000,
  })
  expect(elsewhere).toMatchObject({ status: 0, failure: expect.stringMatching(/certificate|self/) })
  server.close()
  server.closeAllConnections()
})

import { createServer, type IncomingMessage, request } from 'node:http'
import * as http2 from 'node:http2'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WeChatError } from '../error.ts'
import { createSignInAccount } from '../login/sign-in-account.ts'
import { createMemoryStore } from '../store/memory.ts'
import { inWeChat } from './channel.ts'
import { createLogin } from './login.ts'
import { createNodeLogin } from './node.ts'

function openLogin() {
  const account = createSignInAccount({ appid: 'wx5a4db0c500000001', secret: 'x'.repeat(32) })
  const store = createMemoryStore()
  return createNodeLogin(createLogin({ store, origin: 'http://localhost', channels: [inWeChat(account)] }))
}

/** The server of the documentation: what it throws or rejects with would end the process. */
async function startSite(): Promise<{ port: number; failures: unknown[] }> {
  const login = openLogin()
  const failures: unknown[] = []
  const server = createServer((asked, response) => {
    const fail = (error: unknown) => {
      failures.push(error)
      response.destroy()
    }
    try {
      login.middleware(asked, response, async () => {
        await login.visitor(asked).catch(fail)
        await login.guard(asked, response).catch(fail)
      })
    } catch (error) {
      fail(error)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, failures }
}

function send(port: number, line: string): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () =>
      socket.write(
        `${line} HTTP/1.1\r\nhost: x\r\nuser-agent: MicroMessenger\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
      ),
    )
    socket.on('data', (chunk) => {
      text += String(chunk)
    })
    socket.on('close', () => resolve(text))
  })
}

test.each([
  ['GET //', 303],
  ['GET //[', 303],
  ['GET http://[x/', 303],
  ['GET http://x:99999999/', 303],
  ['OPTIONS *', 401],
  ['TRACE /', 401],
  ['TRACE /wechat/login', 405],
  ['TRACE /wechat/callback/wx5a4db0c500000001', 405],
])('%s, which no URL or no Request is made of, is answered and ends no process', async (line, status) => {
  const { port, failures } = await startSite()
  const answer = await send(port, line)
  expect(failures).toEqual([])
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test('what follows two slashes is a path, not a host', async () => {
  const { port, failures } = await startSite()
  const location = /^location: (.*)\r$/im.exec(await send(port, 'GET //evil.example/wechat/login'))?.[1] ?? ''
  expect(failures).toEqual([])
  expect(location).toMatch(/^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?/)
})

test('a form can still be read by the page that was guarded', async () => {
  const login = openLogin()
  const server = createServer(async (asked: IncomingMessage, response) => {
    await login.visitor(asked)
    response.end(Buffer.concat(await asked.toArray()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const text = await new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', method: 'POST', path: '/orders' }, async (answer) =>
      resolve(Buffer.concat(await answer.toArray()).toString()),
    )
    sent.on('error', reject)
    sent.end('a=1')
  })
  expect(text).toBe('a=1')
})

test('requests of HTTP/2, whose headers begin with a colon, sign in like all others', async () => {
  const login = openLogin()
  const server = http2.createServer((asked, response) =>
    login.middleware(asked, response as never, () => response.end('next')),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const client = http2.connect(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  onTestFinished(() => {
    client.close()
    server.close()
  })
  const stream = client.request({ ':path': '/wechat/login', 'user-agent': 'MicroMessenger' })
  const status = await new Promise((resolve, reject) => {
    stream.on('response', (headers) => resolve(headers[':status']))
    stream.on('error', reject)
    client.on('error', reject)
  })
  expect(status).toBe(303)
})

test('a store that is gone is a page for who is guarded, and told to onError', async () => {
  const gone = () => Promise.reject(new WeChatError('store_unavailable', 'gone'))
  const told: unknown[] = []
  const account = createSignInAccount({ appid: 'wx5a4db0c500000001', secret: 'x'.repeat(32) })
  const login = createLogin({
    store: { ...createMemoryStore(), save: gone },
    origin: 'http://localhost',
    channels: [inWeChat(account)],
    onError: (error) => told.push(error),
  })
  const headers = { 'user-agent': 'MicroMessenger', accept: 'text/html' }
  const answer = await login.guard(new Request('http://localhost/orders', { headers }))
  expect(answer).toMatchObject({ status: 503 })
  expect(told).toMatchObject([{ code: 'store_unavailable' }])
})

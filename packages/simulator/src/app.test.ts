import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSimulator } from './index.ts'
import { ask, buildLink, readAccount, signIn, text } from './scripted-visit.ts'
import { startSimulator, type TestSimulator } from './test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

test('a path WeChat does not have answers 40066, and the journal says why', async () => {
  const { response, text: raw } = await ask(sim, '/cgi-bin/nonsense', {})
  expect(response.status).toBe(200)
  expect(raw).toContain('{"errcode":40066,"errmsg":"invalid url rid: ')
  expect((await sim.journal()).entries[0]).toMatchObject({ rule: 'path_known', errcode: 40066 })
  expect((await fetch(`${sim.url}/nonsense`)).status).toBe(404)
})

test('HEAD acts nowhere', async () => {
  for (const path of ['/sns/auth', '/', '/connect/oauth2/authorize', '/nonsense']) {
    expect([404, 405]).toContain((await fetch(`${sim.url}${path}`, { method: 'HEAD' })).status)
  }
})

test('the start page shows people, accounts and the journal in both languages', async () => {
  await ask(sim, '/sns/auth', {})
  const load = async (language: string) =>
    (await fetch(sim.url, { headers: { 'accept-language': language } })).text()
  const chinese = await load('zh-CN')
  for (const part of [
    '演示茶馆',
    readAccount('1').appid,
    readAccount('1').secret,
    '小明',
    'access_token_present',
  ]) {
    expect(chinese).toContain(part)
  }
  expect(await load('en')).toContain('Demo Teahouse')
})

/** Sends bytes as they are; answers the status line. */
function sendRaw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(new URL(sim.url).port), host: '127.0.0.1' })
    let answer = ''
    socket.setTimeout(60_000, () => reject(new Error('no answer')))
    socket.on('data', (part) => {
      answer += part
      socket.end()
    })
    socket.on('error', reject)
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''))
    socket.write(bytes)
  })
}

test.for([
  ['a NUL in the query', 'GET /sns/auth?access_token=%00&openid=%00 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a raw NUL', 'GET /sns/auth?\0 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a broken escape in the path', 'GET /sns/%ff HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['broken UTF-8 in the query', 'GET /sns/auth?access_token=%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['prototype keys', 'GET /sns/auth?__proto__=1&constructor=2&access_token[a]=1 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['repeated parameters', 'GET /sns/auth?access_token=a&access_token=b HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['ten thousand query keys', `GET /sns/auth?${'k=v&'.repeat(10_000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a thousand query keys', `GET /sns/auth?${'k=v&'.repeat(1000)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  ['a hostile host', 'GET / HTTP/1.1\r\nHost: "><script>\r\n\r\n'],
  ['no HTTP', 'hello\r\n\r\n'],
])('%s gets an answer below 500 and the simulator lives on', async ([, bytes = '']) => {
  expect(await sendRaw(bytes)).toMatch(/^HTTP\/1\.1 [24]\d\d /)
  expect((await fetch(`${sim.url}/__sim/clock`)).status).toBe(200)
})

test('hostile bodies are refused and the simulator lives on', async () => {
  const post = async (body: Buffer<ArrayBuffer>) => {
    const response = await fetch(`${sim.url}/cgi-bin/stable_token`, { method: 'POST', body }).catch(
      () => undefined,
    )
    return response?.status
  }
  expect([413, undefined]).toContain(await post(Buffer.alloc(10_000_000, 'a')))
  const proto = '{"__proto__":{"appid":"x"},"grant_type":"client_credential"}'
  expect((await ask(sim, '/cgi-bin/stable_token', {}, { method: 'POST', body: proto })).errcode).toBe(41002)
  const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff]), Buffer.from('"}')])
  expect((await ask(sim, '/cgi-bin/stable_token', {}, { method: 'POST', body: broken })).errcode).toBe(47001)
  const deep = '['.repeat(50_000)
  expect((await ask(sim, '/cgi-bin/stable_token', {}, { method: 'POST', body: deep })).errcode).toBe(47001)
})

test('every answer has the simulated date', async () => {
  await sim.clock({ now: '2030-01-01T00:00:00Z', freeze: true })
  for (const path of ['/', '/sns/auth', '/nonsense', '/__sim/state', '/__sim/nonsense']) {
    const { headers } = await fetch(`${sim.url}${path}`)
    expect(headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT')
  }
})

test('both loopback addresses answer, and a port that is taken is refused', async () => {
  const { port } = new URL(sim.url)
  expect((await fetch(`http://127.0.0.1:${port}/__sim/clock`)).status).toBe(200)
  await expect(startSimulator({ port: Number(port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('a port taken on the second loopback address alone is refused too', async ({ skip }) => {
  const blocker = createServer()
  const blocked = await new Promise<Server | undefined>((resolve) => {
    blocker.once('error', () => resolve(undefined))
    blocker.listen({ port: 0, host: '::1' }, () => resolve(blocker))
  })
  const address = blocked?.address()
  if (!blocked || typeof address !== 'object' || address === null) return skip('this machine has no IPv6')
  await expect(startSimulator({ port: address.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  blocked.close()
})

test('close ends open connections and may be called twice', async () => {
  const other = await startSimulator()
  const stream = await fetch(`${other.url}/__sim/events`)
  await other.fault({ kind: 'hang' })
  const hanging = fetch(`${other.url}/sns/auth`).catch(() => 'ended')
  await expect.poll(async () => (await other.journal({ path: '/sns/auth' })).total).toBe(1)
  await other.close()
  await other.close()
  expect(await hanging).toBe('ended')
  await expect(stream.text()).rejects.toThrow()
})

test('avatars have the public URL where one is set', async () => {
  const other = await startSimulator({ publicUrl: 'https://sim.example/' })
  const { access_token: token, openid } = await signIn(other)
  const { body } = await ask(other, '/sns/userinfo', { access_token: text(token), openid: text(openid) })
  await other.close()
  expect(body.headimgurl).toMatch(/^https:\/\/sim\.example\/mmopen\//)
})

test('simulators side by side share nothing', async () => {
  const other = await startSimulator()
  await other.rules({ strictPort: true })
  await other.advance(3600)
  expect((await sim.state()).rules.strictPort).toBe(false)
  expect(await sim.open({ person: 'alice', url: buildLink(sim.url) })).toMatchObject({ status: 302 })
  expect((await other.journal()).total).toBe(0)
  await other.close()
})

test('the machine’s clock can be handed in', async () => {
  const simulator = await createSimulator({ now: () => 1_000_000 })
  expect(simulator.world.clock.now()).toBe(1_000_000)
  await simulator.close()
})

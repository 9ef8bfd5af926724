import { randomBytes } from 'node:crypto'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { startSimulator } from '@wxgate/simulator/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from './app.ts'
import type { Settings } from './config/settings.ts'
import { createContext } from './context.ts'
import { createGateway } from './gateway.ts'
import { useSeat } from './login/session.ts'
import { openSigningKeys } from './record/signing-key.ts'

async function openSettings(changes: Partial<Settings> = {}): Promise<Settings> {
  const simulator = await startSimulator()
  onTestFinished(simulator.close)
  return {
    publicUrl: 'https://login.example.com',
    databaseUrl: 'sqlite::memory:',
    secretKeys: [randomBytes(32)],
    wechatOrigin: simulator.url,
    clock: 'simulator',
    logLevel: 'silent',
    ...changes,
  }
}

async function openApp(changes: Partial<Settings> = {}) {
  const context = await createContext(await openSettings(changes))
  const app = await createApp(context)
  onTestFinished(async () => {
    await app.close()
    await context.database.destroy()
  })
  await context.applications.save({
    appid: 'wx5a4db0c500000001',
    kind: 'service',
    name: 'Tea',
    secret: '5ec00000000000000000000000000001',
    openPlatform: 'A',
  })
  await context.clients.save({
    id: 'shop',
    name: 'Shop',
    secret: 'shop-secret',
    redirectUris: ['https://shop.example/callback'],
    returnUrls: ['https://shop.example/'],
    appids: ['wx5a4db0c500000001', 'wx5a4db0c5000000ff'],
    wantsProfile: false,
    wantsSubscribed: false,
    idTokenAlg: 'RS256',
  })
  return { context, app }
}

test('on https every cookie is Secure and belongs to this host alone', async () => {
  const { app } = await openApp()
  const login = await app.inject('/login/shop')
  expect(login.statusCode).toBe(303)
  const query = 'client_id=shop&response_type=code&scope=openid&redirect_uri=https://shop.example/callback'
  const auth = await app.inject(`/oidc/auth?${query}`)
  const cookies = [login, auth].flatMap(({ headers }) => headers['set-cookie'] ?? [])
  expect(cookies.length).toBeGreaterThan(1)
  for (const cookie of cookies) {
    expect(cookie).toMatch(/; secure/i)
    expect(cookie).toMatch(/; httponly/i)
    expect(cookie).toMatch(/; samesite=lax/i)
    expect(cookie).not.toMatch(/; domain=/i)
    expect(cookie).toMatch(/^__(?:Host|Secure)-wxgate_/)
  }
  expect(String(login.headers['set-cookie'])).toMatch(/^__Host-wxgate_browser=/)
  expect(login.headers['strict-transport-security']).toContain('max-age')
})

test('what another host passes on of ours decides nothing about that host: no HSTS', async () => {
  const { app } = await openApp()
  for (const url of ['/verify?client=shop', '/.wxgate/finish?client=shop']) {
    const { headers } = await app.inject({ url, headers: { 'x-forwarded-host': 'shop.example' } })
    expect([url, headers['strict-transport-security'], headers['x-frame-options']]).toEqual([
      url,
      undefined,
      'DENY',
    ])
  }
})

test('the authorize link of a sign-in is WeChat’s, in its order, with a state of base62', async () => {
  const { app, context } = await openApp()
  const { headers } = await app.inject({ url: '/login/shop', headers: { 'user-agent': 'MicroMessenger' } })
  const callback = encodeURIComponent('https://login.example.com/wechat/callback/wx5a4db0c500000001')
  expect(String(headers.location)).toMatch(
    new RegExp(
      `^${context.wire.origins.open}/connect/oauth2/authorize\\?appid=wx5a4db0c500000001&redirect_uri=${callback.replaceAll('.', '\\.')}` +
        '&response_type=code&scope=snsapi_base&state=[0-9A-Za-z]{22,43}.*#wechat_redirect$',
    ),
  )
})

test('an account that a client may use but the gateway does not know is refused', async () => {
  const { app } = await openApp()
  const answer = await app.inject('/login/shop?application=wx5a4db0c5000000ff')
  expect([answer.statusCode, answer.headers.location]).toEqual([400, undefined])
})

test('what programs ask for and is not there is problem+json, for people it is a page', async () => {
  const { app } = await openApp()
  const forPrograms = await app.inject('/nothing')
  expect([forPrograms.statusCode, forPrograms.json().code]).toEqual([404, 'http_not_found'])
  const forPeople = await app.inject({
    url: '/nothing',
    headers: { accept: 'text/html', 'accept-language': 'zh' },
  })
  expect(forPeople.body).toContain('这里什么也没有')
})

test('an error inside tells strangers nothing', async () => {
  const { app, context } = await openApp()
  await context.database.schema.dropTable('clients').execute()
  const answer = await app.inject('/login/shop')
  expect(answer.statusCode).toBe(500)
  expect(answer.body).not.toMatch(/clients|sqlite|stack|node_modules/i)
  expect(answer.json().code).toBe('http_broken')
})

test('readiness says when the database is gone, liveness does not care', async () => {
  const { app, context } = await openApp()
  expect((await app.inject('/readyz')).statusCode).toBe(200)
  await context.database.destroy()
  await expect.poll(async () => (await app.inject('/readyz')).statusCode).toBe(503)
  expect((await app.inject('/healthz')).statusCode).toBe(200)
})

test('two gateways that start at once on one database sign with the same keys', async () => {
  const { context } = await openApp()
  await context.kept.drop({ kind: 'signing-key', key: 'current' })
  const [one, two] = await Promise.all([openSigningKeys(context.kept), openSigningKeys(context.kept)])
  expect(one.map(({ kid }) => kid)).toEqual(two.map(({ kid }) => kid))
  expect(one.map(({ alg }) => alg)).toEqual(['RS256', 'ES256'])
})

test('two requests at once get the same grant, and one taken back is not given again', async () => {
  const { context } = await openApp()
  const grant = { client: 'shop', personId: 'person_1', appid: 'wx5a4db0c500000001', openid: 'oAlice' }
  const expiresAt = context.clock.now() + 60_000
  const open = async () => (await context.grants.open('family', grant, expiresAt)).id
  const ids = await Promise.all(Array.from({ length: 20 }, open))
  expect(new Set(ids).size).toBe(1)
  await context.grants.drop(String(ids[0]))
  const next = await open()
  expect(next).not.toBe(ids[0])
  expect(await context.grants.find(next)).toEqual(grant)
  await context.sessions.dropFamily('family')
  expect(await context.grants.find(next)).toBeUndefined()
})

test('a grant lasts as long as the newest seat, so that nobody is signed out before the time they were told', async () => {
  const { context } = await openApp()
  const grant = { client: 'shop', personId: 'person_1', appid: 'wx5a4db0c500000001', openid: 'oAlice' }
  const start = context.clock.now()
  const { id } = await context.grants.open('family', grant, start + 60_000)
  expect(await context.grants.open('family', grant, start + 120_000)).toEqual({ id, opened: false })
  for (const kind of ['grant', 'grant-of-session']) {
    const rows = await context.database
      .selectFrom('kept')
      .select('expires_at')
      .where('kind', '=', kind)
      .execute()
    expect([kind, rows.map(({ expires_at }) => Number(expires_at))]).toEqual([kind, [start + 120_000]])
  }
  await context.grants.open('family', grant, start + 60_000)
  expect((await context.kept.get('grant', id))?.expiresAt).toBe(start + 120_000)
})

test('nothing is granted in a session that was signed out a moment ago, or whose seat somebody else took', async () => {
  const { context } = await openApp()
  const appid = 'wx5a4db0c500000001'
  const sit = (personId: string) => ({ personId, openid: 'oAlice', signedInAt: context.clock.now() })
  const session = { family: 'family', client: 'shop', used: {}, seats: { [appid]: sit('person_1') } }
  const use = () => useSeat(context, { id: 'session', session }, { client: 'shop', appid }, undefined)
  await context.sessions.create('session', { ...session, seats: { [appid]: sit('person_2') } })
  expect(await use()).toBeUndefined()
  await context.sessions.dropFamily('family')
  expect(await use()).toBeUndefined()
  await context.sessions.create('session', session)
  expect(await context.grants.find((await use()) ?? '')).toMatchObject({ personId: 'person_1' })
})

test('a client with a URL that no browser can be sent to is refused', async () => {
  const { context } = await openApp()
  const shop = await context.clients.find('shop')
  for (const url of ['not a url', 'com.example.app:/callback', 'javascript:alert(1)']) {
    for (const changes of [{ redirectUris: [url] }, { returnUrls: [url] }, { initiateLoginUri: url }]) {
      const save = shop && context.clients.save({ ...shop, ...changes })
      await expect(save).rejects.toMatchObject({ code: 'record_client_invalid' })
    }
  }
})

test('a database that cannot be opened is told as such', async () => {
  const settings = await openSettings({ databaseUrl: 'sqlite:/proc/nothing/here.db' })
  await expect(createGateway(settings)).rejects.toMatchObject({ code: 'record_unreachable' })
})

test('a sealed secret that another key made is told as such, and only for what needs it', async () => {
  const { app, context } = await openApp()
  await context.database.updateTable('applications').set({ secret: 'broken.x' }).execute()
  expect((await app.inject('/login/shop')).statusCode).toBe(500)
  expect((await app.inject('/oidc/jwks')).statusCode).toBe(200)
})

test.each(['en', 'zh'])(
  'the first page says in %s what this is; on a computer of one’s own it has links',
  async (language) => {
    const headers = { accept: 'text/html', 'accept-language': language }
    const production = await (await openApp()).app.inject({ url: '/', headers })
    expect([
      production.statusCode,
      production.body.includes('wxgate'),
      production.body.includes('href'),
    ]).toEqual([200, true, false])
    const { context, app } = await openApp({ publicUrl: 'http://localhost:4400' })
    const { body } = await app.inject({ url: '/', headers })
    const links = [
      context.settings.wechatOrigin,
      '/session',
      '/logout',
      '/.well-known/openid-configuration',
      '/healthz',
      '/readyz',
    ]
    for (const link of links) expect(body).toContain(`href="${link}"`)
  },
)

test('signing out by a link asks first, and comes back to the first page', async () => {
  const { app } = await openApp()
  const page = await app.inject({ url: '/logout', headers: { 'accept-language': 'zh' } })
  expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('id="continue"')])
  const sent = await app.inject({
    method: 'POST',
    url: '/logout?page=1',
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect([sent.statusCode, sent.headers.location]).toEqual([303, '/'])
})

test('a request that does not come to its end is ended: its headers after 10 s, the whole after 15', async () => {
  const { app } = await openApp()
  const { server } = app
  expect([server.headersTimeout, server.requestTimeout]).toEqual([10_000, 15_000])
  // Runs out: the first look of the server after this ends the request.
  server.headersTimeout = 100
  server.requestTimeout = 100
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.address() as AddressInfo
  for (const bytes of [
    'POST /logout HTTP/1.1\r\nhost: x\r\n',
    'POST /logout HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 5\r\n\r\na',
  ]) {
    const socket = connect(port, '127.0.0.1')
    socket.write(bytes)
    expect((await text(socket)).split('\r\n')[0]).toBe('HTTP/1.1 408 Request Timeout')
  }
})

test('a whole address in the place of a path is refused as unreadable, and is never gone back to', async () => {
  const { app } = await openApp()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  for (const path of ['/login/shop', '/session', '/oidc/auth?client_id=shop']) {
    const socket = connect(port, '127.0.0.1')
    socket.write(`GET http://evil.example${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`)
    const answer = await text(socket)
    expect([path, answer.split('\r\n')[0]]).toEqual([path, 'HTTP/1.1 400 Bad Request'])
    expect(answer).not.toContain('evil')
  }
})

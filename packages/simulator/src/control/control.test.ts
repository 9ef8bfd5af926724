import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, readAccount } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(`${sim.url}/__sim/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })

const readJson = async (response: Response): Promise<Record<string, unknown>> =>
  JSON.parse(await response.text())

test('state is the town of the seed', async () => {
  const state = await sim.state()
  const account = (number: string) =>
    state.applications.find(({ appid }) => appid === readAccount(number).appid)
  expect(state.applications.map(({ appid, secret }) => ({ appid, secret }))).toEqual(
    ['1', '2', '3', '4', '5', '6', '7'].map(readAccount),
  )
  expect(state.applications.map(({ kind }) => kind)).toEqual([
    'service',
    'service',
    'test',
    'service',
    'website',
    'subscription',
    'miniprogram',
  ])
  expect(account('1')).toMatchObject({
    name: '演示茶馆',
    openPlatform: 'A',
    webDomains: ['localhost', '127.0.0.1'],
  })
  expect(account('4')?.openPlatform).toBeNull()
  expect(state.components).toMatchObject([
    {
      ...readAccount('c1'),
      kind: 'platform',
      token: 'wxgatetoken',
      encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
    },
  ])
  expect(
    state.people.map(({ id, follows }) => [id, follows.map((appid) => appid.slice(-1)).join('')]),
  ).toEqual([
    ['xiaoming', '1'],
    ['alice', ''],
    ['lihua', '123'],
    ['emoji', ''],
    ['grey', ''],
  ])
  for (const { openids, unionid } of state.people) {
    expect(Object.keys(openids)).toHaveLength(7)
    for (const openid of Object.values(openids)) expect(openid).toMatch(/^o[\w-]{27}$/)
    expect(unionid).toMatch(/^o[\w-]{27}$/)
  }
})

test('openids, unionids and secrets are the same on every start', async () => {
  const other = await startSimulator()
  const [mine, theirs] = [await sim.state(), await other.state()]
  await other.close()
  expect(theirs.people).toEqual(mine.people)
  expect(theirs.applications).toEqual(mine.applications)
  expect(new Set(mine.people.flatMap(({ openids }) => Object.values(openids))).size).toBe(35)
})

test('reset brings everything back', async () => {
  await sim.rules({ strictPort: true })
  await sim.advance(5000)
  await sim.addPerson({ id: 'bob' })
  await sim.unfollow('xiaoming', readAccount('1').appid)
  await sim.fault({ kind: 'errcode', errcode: -1 })
  await ask(sim, '/sns/auth', {})
  await sim.reset()
  const state = await sim.state()
  expect(state.rules.strictPort).toBe(false)
  expect(state.people).toHaveLength(5)
  expect(state.people[0]?.follows).toEqual([readAccount('1').appid])
  expect(Math.abs(state.clock.now - Date.now())).toBeLessThan(600_000)
  expect(await sim.journal()).toEqual({ total: 0, entries: [] })
  expect(await (await send('GET', 'faults')).json()).toEqual({ faults: [] })
})

test('the clock advances, freezes, goes on and can be set', async () => {
  const before = await readJson(await send('GET', 'clock'))
  expect(before).toMatchObject({ frozen: false, offsetMs: expect.any(Number), now: expect.any(Number) })
  expect((await sim.advance(7200)).now - Number(before.now)).toBeGreaterThanOrEqual(7_200_000)
  const set = await sim.clock({ now: '2026-11-21T00:00:00Z', freeze: true })
  expect(set).toMatchObject({ now: Date.UTC(2026, 10, 21), frozen: true })
  expect((await sim.advance(10)).now).toBe(Date.UTC(2026, 10, 21) + 10_000)
  const thawed = await sim.clock({ freeze: false })
  expect(thawed.frozen).toBe(false)
  expect(thawed.now - Date.UTC(2026, 10, 21)).toBeLessThan(600_000)
})

test.for([
  ['POST', 'clock', { advanceSeconds: 'x' }, 'advanceSeconds'],
  ['POST', 'clock', { advanceSeconds: -1 }, 'advanceSeconds'],
  ['POST', 'clock', { now: 'tomorrow' }, 'now'],
  ['POST', 'clock', {}, 'body'],
  ['POST', 'clock', '{', 'body'],
  ['POST', 'clock', { advanceSecond: 1 }, 'body'],
  ['POST', 'rules', { strictPort: 1 }, 'strictPort'],
  ['POST', 'rules', { strictports: true }, 'strictports'],
  ['POST', 'rules', { constructor: true }, 'constructor'],
  ['POST', 'rules', [], 'body'],
  ['POST', 'people', { nickname: 'x' }, 'id'],
  ['POST', 'people', { id: 'a b' }, 'id'],
  ['POST', 'phone/open', { person: 'alice' }, 'url'],
  ['POST', 'phone/open', { person: 'alice', url: 'x', entry: 'door' }, 'entry'],
  ['POST', 'faults', { kind: 'fire' }, 'kind'],
  ['POST', 'faults', {}, 'kind'],
  ['POST', 'faults', { kind: 'errcode' }, 'errcode'],
  ['POST', 'faults', { kind: 'http', status: 99 }, 'status'],
  ['GET', 'journal?limit=x', undefined, 'limit'],
] as const)('%s %s with %j is a 400 that names %s', async ([method, path, body, field]) => {
  const response = await send(method, path, body)
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ status: 400, field, detail: expect.any(String) })
})

test('an unknown switch or fault is answered with the known ones', async () => {
  expect((await readJson(await send('POST', 'rules', { strict: 1 }))).detail).toContain(
    'strictPort, strictOrder',
  )
  expect((await readJson(await send('POST', 'faults', { kind: 'x' }))).detail).toContain('errcode, http')
})

test('unknown people, accounts, faults and calls are 404', async () => {
  const appid = readAccount('1').appid
  expect((await send('POST', 'people/zoe/follow', { appid })).status).toBe(404)
  expect((await send('POST', 'people/alice/follow', { appid: 'wx1' })).status).toBe(404)
  expect((await send('POST', 'people', { id: 'bob', follows: ['wx1'] })).status).toBe(404)
  expect((await send('POST', 'tokens/expire', { appid: 'wx1' })).status).toBe(404)
  expect((await send('DELETE', 'faults/fault-9')).status).toBe(404)
  expect((await send('GET', 'nonsense')).status).toBe(404)
  expect((await sim.journal()).total).toBe(0)
})

test('people are added and changed; what is left out stays', async () => {
  const bob = await sim.addPerson({
    id: 'bob',
    nickname: '鲍勃',
    follows: [readAccount('2').appid],
    unionid: false,
  })
  expect(bob).toMatchObject({ id: 'bob', nickname: '鲍勃', unionid: null, follows: [readAccount('2').appid] })
  const changed = await sim.addPerson({ id: 'bob', avatar: null })
  expect(changed).toEqual({ ...bob, avatar: null })
  expect((await sim.state()).people.map(({ id }) => id)).toEqual([
    'xiaoming',
    'alice',
    'lihua',
    'emoji',
    'grey',
    'bob',
  ])
})

test('following answers the deliveries, of which there are none', async () => {
  const response = await send('POST', 'people/alice/follow', { appid: readAccount('1').appid })
  expect(await response.json()).toEqual({ deliveries: [] })
})

test('pages of other sites may not use the API', async () => {
  const host = new URL(sim.url).host
  const attempt = async (headers: Record<string, string>) => (await send('POST', 'reset', {}, headers)).status
  expect(await attempt({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await attempt({ 'sec-fetch-site': 'same-site' })).toBe(403)
  expect(await attempt({ origin: 'http://evil.example' })).toBe(403)
  expect(await attempt({ origin: 'null' })).toBe(403)
  expect(await attempt({ origin: `http://${host}` })).toBe(200)
  expect(await attempt({ 'sec-fetch-site': 'same-origin', origin: `http://${host}` })).toBe(200)
  expect(await attempt({})).toBe(200)
})

test('the journal is newest first, filtered, limited, and counts all', async () => {
  const { appid } = readAccount('1')
  for (let at = 0; at < 3; at += 1) await ask(sim, '/sns/auth', {})
  await ask(sim, '/sns/oauth2/access_token', { appid })
  const { total, entries } = await sim.journal({ path: '/sns/auth', limit: 2 })
  expect(total).toBe(3)
  expect(entries.map(({ path }) => path)).toEqual(['/sns/auth', '/sns/auth'])
  expect(entries[0]?.id).toBeGreaterThan(entries[1]?.id ?? 0)
  expect(await sim.journal({ appid })).toMatchObject({ total: 1, entries: [{ appid, errcode: 41004 }] })
  expect(await sim.journal({ path: '/x' })).toEqual({ total: 0, entries: [] })
  expect(await sim.journal({ limit: 0 })).toEqual({ total: 4, entries: [] })
  expect((await sim.journal()).entries[0]).toMatchObject({
    at: expect.any(Number),
    method: 'GET',
    status: 200,
    durationMs: expect.any(Number),
    detail: { passes: { en: expect.any(String), zh: expect.any(String) }, confidence: 'official' },
  })
})

test('events tell each request as it happens', async () => {
  const abort = new AbortController()
  const response = await fetch(`${sim.url}/__sim/events`, { signal: abort.signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  await reader?.read()
  await ask(sim, '/sns/auth', {})
  const { value } = (await reader?.read()) ?? {}
  abort.abort()
  expect(value).toMatch(/^event: request\ndata: \{.*"path":"\/sns\/auth".*\}\n\n$/)
})

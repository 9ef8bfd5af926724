import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildLink, readAccount, signIn, visit } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const readRule = async () => (await sim.journal({ limit: 1 })).entries[0]?.rule

test.for([
  ['http://localhost/cb', /^http:\/\/localhost\/cb\?code=(\w{32})&state=abc123$/],
  ['http://localhost', /^http:\/\/localhost\/\?code=(\w{32})&state=abc123$/],
  ['http://localhost/#/p', /^http:\/\/localhost\/\?code=(\w{32})&state=abc123#\/p$/],
  ['http://localhost/cb?a=1&b=%2F#/p', /^http:\/\/localhost\/cb\?a=1&b=%2F&code=(\w{32})&state=abc123#\/p$/],
  ['http://localhost:4402/cb', /^http:\/\/localhost:4402\/cb\?code=(\w{32})&state=abc123$/],
] as const)(
  'the callback of %s keeps its query and puts the fragment last',
  async ([redirectUri, expected]) => {
    const opened = await sim.open({ person: 'alice', url: buildLink(sim.url, { redirect_uri: redirectUri }) })
    expect(opened).toEqual({ status: 302, location: expect.stringMatching(expected) })
  },
)

test('the link may have any origin, the path must be WeChat’s', async () => {
  const real = buildLink('https://open.weixin.qq.com')
  expect(await sim.open({ person: 'alice', url: real })).toMatchObject({ status: 302 })
  await expect(sim.open({ person: 'alice', url: `${sim.url}/other` })).rejects.toMatchObject({ status: 400 })
  await expect(sim.open({ person: 'alice', url: 'nonsense' })).rejects.toMatchObject({ status: 400 })
})

test('nobody of that name is a 404 that lists the town', async () => {
  await expect(sim.open({ person: 'zoe', url: buildLink(sim.url) })).rejects.toThrow(/404.*xiaoming/)
})

test('snsapi_base asks nothing, so a refusal has no effect', async () => {
  expect((await visit(sim, { link: { scope: 'snsapi_base' }, decision: 'deny' })).get('code')).toMatch(
    /^\w{32}$/,
  )
  expect(await readRule()).toBe('silent_base')
})

test('a refusal comes back with the state alone, with authdeny, or not at all', async () => {
  expect(`${await visit(sim, { decision: 'deny' })}`).toBe('state=abc123')
  expect(await readRule()).toBe('consent_refused')
  await sim.rules({ refusal: 'authdeny' })
  expect(`${await visit(sim, { decision: 'deny' })}`).toBe('code=authdeny&state=abc123')
  await sim.rules({ refusal: 'none' })
  const opened = await sim.open({ person: 'alice', url: buildLink(sim.url), decision: 'deny' })
  expect(opened).toMatchObject({ status: 200, page: 'closed' })
})

test('somebody who ignores the sheet goes nowhere', async () => {
  const opened = await sim.open({ person: 'alice', url: buildLink(sim.url), decision: 'ignore' })
  expect(opened).toMatchObject({ status: 200, page: 'ignored' })
})

test('a follower who comes from the chat or the menu is not asked, whatever forcePopup says', async () => {
  const link = { forcePopup: 'true' }
  for (const entry of ['chat', 'menu'] as const) {
    expect((await visit(sim, { entry, decision: 'deny', link })).has('code')).toBe(true)
    expect(await readRule()).toBe('silent_follower')
    expect((await visit(sim, { entry, decision: 'deny', link, person: 'alice' })).has('code')).toBe(false)
  }
  for (const entry of ['link', 'scan', 'share'] as const) {
    expect((await visit(sim, { entry, decision: 'deny', link })).has('code')).toBe(false)
  }
})

test('within the waiver the sheet is not shown again, except with forcePopup', async () => {
  await sim.rules({ consentWaiverSeconds: 600 })
  await visit(sim)
  expect((await visit(sim, { decision: 'deny' })).has('code')).toBe(true)
  expect(await readRule()).toBe('recent_consent')
  expect((await visit(sim, { decision: 'deny', link: { forcePopup: 'true' } })).has('code')).toBe(false)
  await sim.advance(601)
  expect((await visit(sim, { decision: 'deny' })).has('code')).toBe(false)
})

test('withdrawing ends the waiver', async () => {
  await sim.rules({ consentWaiverSeconds: 600 })
  await visit(sim)
  await sim.withdraw('xiaoming', readAccount('1').appid)
  expect((await visit(sim, { decision: 'deny' })).has('code')).toBe(false)
})

test('forceSnapShot makes the visit virtual without asking, unless a silent rule holds', async () => {
  const link = { forceSnapShot: 'true' }
  expect(await signIn(sim, { link, decision: 'deny' })).toHaveProperty('is_snapshotuser', 1)
  expect(await signIn(sim, { link, entry: 'menu' })).not.toHaveProperty('is_snapshotuser')
  expect(await signIn(sim, { link: { ...link, scope: 'snsapi_base' } })).not.toHaveProperty('is_snapshotuser')
})

test('duplicateCallback tells how often the phone loads the callback', async () => {
  const open = () => sim.open({ person: 'alice', url: buildLink(sim.url) })
  expect(await open()).not.toHaveProperty('duplicates')
  await sim.rules({ duplicateCallback: 'same' })
  const same = await open()
  expect(same.status === 302 && same.duplicates).toEqual([same.status === 302 && same.location])
  await sim.rules({ duplicateCallback: 'newCode' })
  const other = await open()
  expect(other).toMatchObject({ duplicates: [expect.stringContaining('state=abc123')] })
  expect(other.status === 302 && other.duplicates?.[0]).not.toBe(other.status === 302 && other.location)
})

test('a test account lets its followers in', async () => {
  const link = { appid: readAccount('3').appid }
  expect((await visit(sim, { person: 'lihua', link })).has('code')).toBe(true)
  await sim.follow('alice', readAccount('3').appid)
  expect((await visit(sim, { person: 'alice', link })).has('code')).toBe(true)
})

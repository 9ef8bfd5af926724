import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, readAccount, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
let openid: string
beforeAll(async () => {
  sim = await startSimulator()
  openid = (await sim.state()).people[0]?.openids[readAccount('1').appid] ?? ''
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const fetchToken = (changes: Record<string, string> = {}, init?: RequestInit) =>
  ask(sim, '/cgi-bin/token', { grant_type: 'client_credential', ...readAccount('1'), ...changes }, init)
const use = async (token: unknown) =>
  (await ask(sim, '/cgi-bin/user/info', { access_token: text(token), openid })).errcode

test('the answer has two fields and the header with encoding=', async () => {
  const { response, text: raw, body } = await fetchToken()
  expect(raw).toMatch(/^\{"access_token":"\d+_[\w-]+","expires_in":7200\}$/)
  expect(text(body.access_token).length).toBeLessThan(512)
  expect(response.headers.get('content-type')).toBe('application/json; encoding=utf-8')
})

test('an error has the request id without a comma', async () => {
  expect((await fetchToken({ secret: 'x' })).text).toMatch(
    /^\{"errcode":40125,"errmsg":"invalid appsecret rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}"\}$/,
  )
})

test.for([
  [{ grant_type: 'x' }, 40002],
  [{ appid: '' }, 41002],
  [{ appid: 'wx1' }, 40013],
  [{ secret: '' }, 41004],
  [readAccount('c1'), 61024],
  [readAccount('5'), 40013],
] as const)('%j is refused with %i', async ([changes, errcode]) => {
  expect((await fetchToken(changes)).errcode).toBe(errcode)
})

test('POST is refused with 43001', async () => {
  expect((await fetchToken({}, { method: 'POST' })).errcode).toBe(43001)
})

test('every call gives a new token; the one before lives five more minutes, then 40001', async () => {
  const first = (await fetchToken()).body.access_token
  const second = (await fetchToken()).body.access_token
  expect(second).not.toBe(first)
  await sim.clock({ freeze: true })
  await sim.advance(290)
  expect(await use(first)).toBeUndefined()
  await sim.advance(20)
  expect(await use(first)).toBe(40001)
  expect(await use(second)).toBeUndefined()
})

test('a token that was not replaced answers 42001 after two hours', async () => {
  const { body } = await fetchToken()
  await sim.advance(7201)
  expect(await use(body.access_token)).toBe(42001)
})

test('a test account has a tenth of the daily calls; they come back at midnight in China', async () => {
  await sim.clock({ now: '2026-11-21T15:59:00Z', freeze: true })
  for (let call = 0; call < 200; call += 1) await fetchToken(readAccount('3'))
  const { text: raw } = await fetchToken(readAccount('3'))
  expect(raw).toContain('{"errcode":45009,"errmsg":"reach max api daily quota limit rid: ')
  await sim.advance(60)
  expect((await fetchToken(readAccount('3'))).errcode).toBeUndefined()
})

test('an address that is not on the white list is named in the answer', async () => {
  await sim.rules({ callerAddress: '203.0.113.9' })
  expect((await fetchToken()).text).toContain(
    '"errmsg":"invalid ip 203.0.113.9 ipv6 ::ffff:203.0.113.9, not in whitelist rid: ',
  )
  expect((await fetchToken(readAccount('7'))).errcode).toBeUndefined()
  await sim.rules({ callerAddress: '127.0.0.1' })
  expect((await fetchToken()).errcode).toBeUndefined()
})

test('every call is checked; with whiteListEveryCall off the token’s alone', async () => {
  const { body } = await fetchToken()
  await sim.rules({ callerAddress: '2001:db8::1' })
  expect(await use(body.access_token)).toBe(40164)
  await sim.rules({ whiteListEveryCall: false })
  expect(await use(body.access_token)).toBeUndefined()
})

test.for([
  ['203.0.113.9', '203.0.113.9', true],
  ['203.0.113.0/24', '203.0.113.9', true],
  ['203.0.113.0/29', '203.0.113.9', false],
  ['2001:db8::/32', '2001:db8::1', true],
  ['2001:db8::1', '2001:db8::2', false],
  ['203.0.113.0/24', '2001:db8::1', false],
] as const)('the list %s lets %s pass: %s', async ([entry, callerAddress, isListed]) => {
  await sim.saveApplication({ appid: readAccount('1').appid, ipWhiteList: [entry] })
  await sim.rules({ callerAddress })
  expect((await fetchToken()).errcode).toBe(isListed ? undefined : 40164)
})

test('a mini program with a list is checked where its secret is sent, and may write a star', async () => {
  const mini = readAccount('7')
  await sim.saveApplication({ appid: mini.appid, ipWhiteList: ['198.51.100.*'] })
  await sim.rules({ callerAddress: '198.51.100.77' })
  const { body } = await fetchToken(mini)
  expect(body).toHaveProperty('access_token')
  await sim.rules({ callerAddress: '198.51.101.77' })
  expect((await fetchToken(mini)).errcode).toBe(40164)
  const query = { access_token: String(body.access_token) }
  expect((await ask(sim, '/cgi-bin/get_api_domain_ip', query)).errcode).toBeUndefined()
})

test('appid is judged before grant_type', async () => {
  expect((await ask(sim, '/cgi-bin/token', { appid: 'wx1234567890abcdef' })).errcode).toBe(40013)
  expect((await ask(sim, '/cgi-bin/token', readAccount('1'))).errcode).toBe(40002)
})

test('tokens can be made to die now', async () => {
  const { body } = await fetchToken()
  await sim.expireTokens(readAccount('1').appid)
  expect(await use(body.access_token)).toBe(42001)
  expect(await use((await fetchToken()).body.access_token)).toBeUndefined()
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fetchToken, post, readRule } from '../../../scripted-account.ts'
import {
  AUTHORIZED,
  buildTokenRequest,
  callComponent,
  fetchComponentToken,
  PLATFORM,
} from '../../../scripted-platform.ts'
import { readAccount, text } from '../../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const fetchWith = (changes: Record<string, unknown>) =>
  post(sim, '/cgi-bin/component/api_component_token', {}, buildTokenRequest(changes))

test('the first ticket is the same on every start and gives a token', async () => {
  expect((await fetchWith({})).body).toEqual({
    component_access_token: expect.stringMatching(/^\d\d_/),
    expires_in: 7200,
  })
})

test.for([
  [{ component_appid: undefined }, 41018, 'component_appid_present'],
  [{ component_appid: 'wx5a4db0c5000000ff' }, 40013, 'component_known'],
  [{ component_appid: readAccount('1').appid }, 61011, 'component_is_platform'],
  [{ component_appsecret: undefined }, 41004, 'component_secret_present'],
  [{ component_appsecret: 'x' }, 40125, 'component_secret_matches'],
  [{ component_verify_ticket: undefined }, 41020, 'component_ticket_present'],
  [{ component_verify_ticket: 'ticket@@@x' }, 61006, 'component_ticket_known'],
] as const)('a token with %j is refused with %i', async ([changes, errcode, rule]) => {
  expect((await fetchWith(changes)).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('a ticket dies after twelve hours, and a new one does not end it before', async () => {
  const start = { component_appid: PLATFORM.appid, component_secret: PLATFORM.secret }
  const startPush = (body: object) => post(sim, '/cgi-bin/component/api_start_push_ticket', {}, body)
  await sim.advance(3600)
  expect((await startPush(start)).text).toBe('{"errcode":0,"errmsg":"ok"}')
  expect((await fetchWith({})).errcode).toBeUndefined()
  await sim.advance(11 * 3600)
  expect((await fetchWith({})).errcode).toBe(61005)
  expect(await readRule(sim)).toBe('component_ticket_fresh')
  const { secret: component_appsecret, appid: component_appid } = PLATFORM
  expect((await startPush({ component_appid, component_appsecret })).errcode).toBe(41004)
})

test('while tickets flow the answer says so', async () => {
  const start = { component_appid: PLATFORM.appid, component_secret: PLATFORM.secret }
  await sim.saveApplication({ appid: PLATFORM.appid, eventUrl: 'http://localhost:9/events' })
  const { text } = await post(sim, '/cgi-bin/component/api_start_push_ticket', {}, start)
  expect(text).toBe('{"errcode":0,"errmsg":"in a normal state"}')
})

test('callers outside the platform’s list get 61004 everywhere', async () => {
  const token = await fetchComponentToken(sim)
  await sim.rules({ callerAddress: '203.0.113.9' })
  const body = { component_appid: PLATFORM.appid }
  const create = () =>
    post(sim, '/cgi-bin/component/api_create_preauthcode', { component_access_token: token }, body)
  const refused = await fetchWith({})
  expect(refused.errcode).toBe(61004)
  expect(refused.text).toContain('access clientip is not registered requestIP: 203.0.113.9')
  expect((await create()).errcode).toBe(61004)
  expect(await readRule(sim)).toBe('caller_of_platform')
  await sim.saveApplication({ appid: PLATFORM.appid, ipWhiteList: ['203.0.113.9'] })
  expect((await create()).errcode).toBeUndefined()
})

test('a pre-auth code tells how long it lives', async () => {
  const create = async () => (await callComponent(sim, 'api_create_preauthcode')).body
  expect(await create()).toEqual({
    pre_auth_code: expect.stringMatching(/^preauthcode@@@/),
    expires_in: 1800,
  })
  await sim.rules({ preAuthCodeSeconds: 600 })
  expect(await create()).toMatchObject({ expires_in: 600 })
})

test('the token is taken under both names and judged by its kind', async () => {
  const token = await fetchComponentToken(sim)
  const body = { component_appid: PLATFORM.appid }
  const attempt = async (query: Record<string, string>, changes: object = body) =>
    (await post(sim, '/cgi-bin/component/api_create_preauthcode', query, changes)).errcode
  expect(await attempt({ component_access_token: token })).toBeUndefined()
  expect(await attempt({ access_token: token })).toBeUndefined()
  expect(await attempt({ access_token: 'x', component_access_token: token })).toBeUndefined()
  expect(await attempt({})).toBe(41001)
  expect(await attempt({ access_token: 'x' })).toBe(40001)
  expect(await attempt({ access_token: await fetchToken(sim) })).toBe(61014)
  expect(await readRule(sim)).toBe('component_token_kind')
  expect(await attempt({ access_token: token }, { component_appid: AUTHORIZED })).toBe(40013)
  expect(await readRule(sim)).toBe('component_appid_matches')
  expect(await attempt({ access_token: token }, { x: 1 })).toBe(41018)
  await sim.advance(7200)
  expect(await attempt({ access_token: token })).toBe(42001)
  expect(await readRule(sim)).toBe('component_token_fresh')
})

test('the platform’s token is refused at an account’s call', async () => {
  const token = await fetchComponentToken(sim)
  const list = await fetch(`${sim.url}/cgi-bin/user/get?access_token=${token}`)
  expect(JSON.parse(await list.text()).errcode).toBe(61015)
  expect(await readRule(sim)).toBe('app_token_is_not_component_token')
})

test('a platform clears counts by its secret, its own and those of its accounts, and nobody else’s', async () => {
  const clear = async (changes: Record<string, string | undefined>) => {
    const body = {
      component_appid: PLATFORM.appid,
      appid: AUTHORIZED,
      appsecret: PLATFORM.secret,
      ...changes,
    }
    return (await post(sim, '/cgi-bin/component/clear_quota/v2', {}, body)).errcode
  }
  await sim.rules({ quotaClearsPerMonth: 1 })
  expect(await clear({})).toBe(0)
  expect(await clear({})).toBe(48006)
  expect(await clear({ appid: PLATFORM.appid })).toBe(0)
  expect(await clear({ appsecret: 'x' })).toBe(40125)
  expect(await clear({ appid: undefined })).toBe(41002)
  expect(await clear({ appid: 'wx1234567890abcdef' })).toBe(40013)
  await sim.unauthorize(PLATFORM.appid, AUTHORIZED)
  expect(await clear({})).toBe(61003)
})

test('a platform that is added has a ticket and permission sets', async () => {
  const appid = 'wx5a4db0c5000000c9'
  const saved = await sim.saveApplication({ appid, kind: 'platform', launchDomain: 'a.example' })
  expect(saved).toMatchObject({ appid, kind: 'platform', launchDomain: 'a.example' })
  expect(text(saved.secret)).toBe('5ec000000000000000000000000000c9')
  await expect(sim.saveApplication({ appid: 'wx1234567890123456' })).rejects.toMatchObject({ status: 400 })
  await expect(sim.saveApplication({ appid, launchDomain: 'http://a' })).rejects.toThrow(/launchDomain/)
})

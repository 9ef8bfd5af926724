import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readRule } from '../../scripted-account.ts'
import { AUTHORIZED, fetchComponentToken, PLATFORM } from '../../scripted-platform.ts'
import { ask, buildLink, readAccount, text, visit } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const link = { appid: AUTHORIZED, component_appid: PLATFORM.appid }
const onBehalf = async (changes: Record<string, string> = {}) => ({
  appid: AUTHORIZED,
  component_appid: PLATFORM.appid,
  component_access_token: await fetchComponentToken(sim),
  ...changes,
})
const EXCHANGE = '/sns/oauth2/component/access_token'
const exchange = async (code: string, changes: Record<string, string> = {}) =>
  ask(sim, EXCHANGE, { ...(await onBehalf()), code, grant_type: 'authorization_code', ...changes })
const fetchCode = async () => (await visit(sim, { link })).get('code') ?? ''

test('a sign-in on behalf names the account in the callback and gives tokens without its secret', async () => {
  const callback = await visit(sim, { link })
  expect([...callback.keys()]).toEqual(['code', 'state', 'appid'])
  expect(callback.get('appid')).toBe(AUTHORIZED)
  const { body } = await exchange(callback.get('code') ?? '')
  expect(body).toMatchObject({ expires_in: 7200, scope: 'snsapi_userinfo', unionid: expect.any(String) })
  const profile = { access_token: text(body.access_token), openid: text(body.openid) }
  expect((await ask(sim, '/sns/userinfo', profile)).body).toMatchObject({ nickname: '小明' })
})

test('the platform’s domains count, not the account’s', async () => {
  await sim.saveApplication({ appid: PLATFORM.appid, webDomains: ['a.example'] })
  const open = (redirectUri: string) =>
    sim.open({ person: 'alice', url: buildLink(sim.url, { ...link, redirect_uri: redirectUri }) })
  expect(await open('https://a.example/cb')).toMatchObject({ status: 302 })
  expect(await open('http://localhost/cb')).toMatchObject({ page: '10003' })
})

test('an account that has not authorized the platform, or not set 4, shows 10015', async () => {
  const open = () => sim.open({ person: 'alice', url: buildLink(sim.url, link) })
  const foreign = buildLink(sim.url, { ...link, appid: readAccount('1').appid })
  expect(await sim.open({ person: 'alice', url: foreign })).toMatchObject({ page: '10015' })
  await sim.authorize({ component: PLATFORM.appid, appid: AUTHORIZED, permissionSets: [2] })
  expect(await open()).toMatchObject({ page: '10015' })
  expect(await readRule(sim)).toBe('platform_is_authorized')
})

test('a refusal comes back with the state alone', async () => {
  expect(`${await visit(sim, { link, decision: 'deny' })}`).toBe('state=abc123')
})

test('codes keep to their own door', async () => {
  const query = { ...readAccount('2'), code: await fetchCode(), grant_type: 'authorization_code' }
  expect((await ask(sim, '/sns/oauth2/access_token', query)).errcode).toBe(40029)
  expect(await readRule(sim)).toBe('code_of_this_door')
  const own = (await visit(sim, { link: { appid: AUTHORIZED } })).get('code') ?? ''
  expect((await exchange(own)).errcode).toBe(40029)
  expect((await exchange('')).errcode).toBe(41008)
})

test.for([
  [{ component_access_token: '' }, 41021],
  [{ component_access_token: 'x' }, 40001],
  [{ component_appid: '' }, 41018],
  [{ component_appid: readAccount('1').appid }, 40013],
  [{ appid: readAccount('1').appid }, 61003],
  [{ grant_type: 'x' }, 40002],
] as const)('an exchange with %j gets %i', async ([changes, errcode]) => {
  expect((await exchange(await fetchCode(), changes)).errcode).toBe(errcode)
})

test('an expired component token is 42006 here', async () => {
  const query = await onBehalf()
  await sim.advance(7200)
  expect((await ask(sim, EXCHANGE, { ...query, code: 'x', grant_type: 'authorization_code' })).errcode).toBe(
    42006,
  )
})

test('the person’s token is refreshed by the platform alone', async () => {
  const { body } = await exchange(await fetchCode())
  const refreshToken = { refresh_token: text(body.refresh_token), grant_type: 'refresh_token' }
  const path = '/sns/oauth2/component/refresh_token'
  expect((await ask(sim, path, { ...(await onBehalf()), ...refreshToken })).body).toMatchObject({
    access_token: body.access_token,
    openid: body.openid,
  })
  const own = { appid: AUTHORIZED, ...refreshToken }
  expect((await ask(sim, '/sns/oauth2/refresh_token', own)).errcode).toBe(40030)
})

test('a mini program’s session is opened by its platform once it has authorized', async () => {
  const { appid } = readAccount('7')
  const open = async () =>
    ask(sim, '/sns/component/jscode2session', {
      ...(await onBehalf({ appid })),
      js_code: await sim.openMiniprogram({ person: 'alice', appid }),
      grant_type: 'authorization_code',
    })
  expect((await open()).errcode).toBe(61003)
  await sim.authorize({ component: PLATFORM.appid, appid })
  expect((await open()).body).toMatchObject({ openid: expect.any(String), session_key: expect.any(String) })
})

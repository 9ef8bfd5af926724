import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { post, readRule } from '../../../scripted-account.ts'
import {
  AUTHORIZED,
  callComponent,
  fetchAuthorizerToken,
  PLATFORM,
  readDerived,
} from '../../../scripted-platform.ts'
import { openPush } from '../../../scripted-push.ts'
import { startReceiver } from '../../../scripted-receiver.ts'
import { ask, readAccount, text } from '../../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const TEAHOUSE = readAccount('1').appid
const grant = (permissionSets?: number[], appid = TEAHOUSE) =>
  sim.authorize({ component: PLATFORM.appid, appid, ...(permissionSets ? { permissionSets } : {}) })
const query = (code: string) => callComponent(sim, 'api_query_auth', { authorization_code: code })
const refresh = (token: string, appid = AUTHORIZED) =>
  callComponent(sim, 'api_authorizer_token', {
    authorizer_appid: appid,
    authorizer_refresh_token: token,
  })

test('a grant’s code tells the account, its tokens and the sets; asked again it tells them with a note', async () => {
  const code = await grant([4, 2])
  expect((await query(code)).body).toEqual({
    authorization_info: {
      authorizer_appid: TEAHOUSE,
      authorizer_access_token: expect.any(String),
      expires_in: 7200,
      authorizer_refresh_token: readDerived('refreshtoken', `${TEAHOUSE} 1`),
      func_info: [{ funcscope_category: { id: 2 } }, { funcscope_category: { id: 4 } }],
    },
  })
  expect((await query(code)).body).toHaveProperty('authorization_info')
  const [entry] = (await sim.journal({ limit: 1 })).entries
  expect(entry?.detail.warnings.map(({ rule }) => rule)).toEqual(['authorization_code_unused'])
  await sim.rules({ authCodeReuse: 'refuse' })
  expect((await query(code)).errcode).toBe(61009)
  expect(await readRule(sim)).toBe('authorization_code_unused')
})

test('WxJava asks on the push and its callback page asks again: the code is one, and both are answered', async () => {
  const receiver = await startReceiver()
  onTestFinished(() => receiver.close())
  await sim.setPush({ appid: PLATFORM.appid, eventUrl: `${receiver.url}/events` })
  const back = await grant()
  await sim.expectPush({ to: PLATFORM.appid, event: 'authorized' })
  const { AuthorizationCode: pushed = '' } = openPush(
    receiver.received.at(-1) ?? expect.fail('no push'),
  ).fields
  expect(pushed).toBe(back)
  for (const code of [pushed, back]) {
    const { body } = await query(code)
    expect(body).toMatchObject({ authorization_info: { authorizer_appid: TEAHOUSE } })
  }
})

test('some sets say whether they are confirmed, and an official account grants no set of mini programs', async () => {
  const code = await grant([3, 4, 18, 19, 24])
  const confirm_info = { need_confirm: 0, already_confirm: 0, can_confirm: 0 }
  expect((await query(code)).body).toMatchObject({
    authorization_info: {
      func_info: [
        { funcscope_category: { id: 3 }, confirm_info },
        { funcscope_category: { id: 4 } },
        { funcscope_category: { id: 24 }, confirm_info },
      ],
    },
  })
})

test('codes that are missing, foreign or late are refused', async () => {
  expect((await query('')).errcode).toBe(40097)
  expect((await query('queryauthcode@@@x')).errcode).toBe(61009)
  const code = await grant()
  await sim.advance(3_599)
  expect((await query(code)).errcode).toBeUndefined()
  await sim.advance(1)
  expect((await query(code)).errcode).toBe(61010)
  expect(await readRule(sim)).toBe('authorization_code_fresh')
})

test('the refresh token of the seed gives tokens of the account, good at its calls', async () => {
  const token = await fetchAuthorizerToken(sim)
  const { body } = await ask(sim, '/cgi-bin/user/get', { access_token: token })
  expect(body).toMatchObject({ total: 1 })
  const next = await fetchAuthorizerToken(sim)
  expect(next).not.toBe(token)
  await sim.advance(301)
  expect((await ask(sim, '/cgi-bin/user/get', { access_token: token })).errcode).toBe(40001)
  expect((await ask(sim, '/cgi-bin/user/get', { access_token: next })).errcode).toBeUndefined()
  expect((await sim.journal({ limit: 1 })).entries[0]?.appid).toBe(AUTHORIZED)
})

test('a set that was not granted is 61007', async () => {
  await grant([4], AUTHORIZED)
  const token = await fetchAuthorizerToken(sim)
  expect((await ask(sim, '/cgi-bin/user/get', { access_token: token })).errcode).toBe(61007)
  expect(await readRule(sim)).toBe('permission_set_is_granted')
  const ticket = { access_token: token, type: 'jsapi' }
  expect((await ask(sim, '/cgi-bin/ticket/getticket', ticket)).errcode).toBe(0)
})

test('withdrawing ends tokens and refresh token, granting again brings another', async () => {
  const token = await fetchAuthorizerToken(sim)
  await sim.unauthorize(PLATFORM.appid, AUTHORIZED)
  expect((await ask(sim, '/cgi-bin/user/get', { access_token: token })).errcode).toBe(40001)
  const first = readDerived('refreshtoken', `${AUTHORIZED} 1`)
  expect((await refresh(first)).errcode).toBe(61003)
  expect(await readRule(sim)).toBe('account_is_authorized')
  await grant(undefined, AUTHORIZED)
  expect((await refresh(first)).errcode).toBe(61023)
  expect(await readRule(sim)).toBe('authorizer_refresh_token_valid')
  expect((await refresh(readDerived('refreshtoken', `${AUTHORIZED} 2`))).errcode).toBeUndefined()
  await expect(sim.unauthorize(PLATFORM.appid, TEAHOUSE)).rejects.toMatchObject({ status: 404 })
})

test('the refresh token changes on refresh only with the switch', async () => {
  const first = readDerived('refreshtoken', `${AUTHORIZED} 1`)
  expect((await refresh(first)).body.authorizer_refresh_token).toBe(first)
  await sim.rules({ rotateAuthorizerRefreshToken: true })
  const next = text((await refresh(first)).body.authorizer_refresh_token)
  expect(next).not.toBe(first)
  expect((await refresh(first)).errcode).toBe(61023)
})

test('the platform’s list counts for its tokens', async () => {
  const token = await fetchAuthorizerToken(sim)
  await sim.rules({ callerAddress: '203.0.113.9' })
  expect((await ask(sim, '/cgi-bin/user/get', { access_token: token })).errcode).toBe(61004)
})

test('the info names the account and its grant, and tells mini programs apart', async () => {
  const read = async (appid: string) =>
    (await callComponent(sim, 'api_get_authorizer_info', { authorizer_appid: appid })).body
  const body = await read(AUTHORIZED)
  expect(body).toMatchObject({
    authorizer_info: {
      nick_name: '演示书店',
      service_type_info: { id: 2 },
      verify_type_info: { id: 0 },
      account_status: 1,
    },
    authorization_info: {
      authorizer_appid: AUTHORIZED,
      authorizer_refresh_token: readDerived('refreshtoken', `${AUTHORIZED} 1`),
    },
  })
  expect(body.authorizer_info).not.toHaveProperty('MiniProgramInfo')
  expect((await read(TEAHOUSE)).errcode).toBe(61003)
  const miniprogram = readAccount('7').appid
  await grant(undefined, miniprogram)
  const mini = await read(miniprogram)
  expect(mini).toHaveProperty(['authorizer_info', 'MiniProgramInfo', 'network', 'NewPrefetchDNSDomain'], [])
  expect(mini).toHaveProperty(['authorizer_info', 'MiniProgramInfo', 'network', 'BizDomain'], [])
})

test('the list comes in pages, and tells refresh tokens as the switch says', async () => {
  const list = (body: Record<string, unknown>) => callComponent(sim, 'api_get_authorizer_list', body)
  await grant()
  expect((await list({ offset: 1, count: 1 })).body).toEqual({
    total_count: 2,
    list: [
      {
        authorizer_appid: TEAHOUSE,
        refresh_token: readDerived('refreshtoken', `${TEAHOUSE} 1`),
        auth_time: expect.any(Number),
      },
    ],
  })
  await sim.rules({ refreshTokenBeforeQuery: 'empty' })
  expect((await list({ offset: 0, count: 2 })).body.list).toMatchObject([
    { refresh_token: expect.stringMatching(/^refreshtoken@@@/) },
    { refresh_token: '' },
  ])
  expect((await list({ offset: 0, count: 501 })).errcode).toBe(40170)
  expect(await readRule(sim)).toBe('authorizer_list_page_is_short')
})

test.for(['', 'api_'])('options are read and set at %sget_authorizer_option', async (prefix) => {
  const call = (verb: string, name: string, value?: unknown) =>
    callComponent(sim, `${prefix}${verb}_authorizer_option`, {
      authorizer_appid: AUTHORIZED,
      option_name: name,
      ...(value === undefined ? {} : { option_value: value }),
    })
  expect((await call('set', 'location_report', '2')).text).toBe('{"errcode":0,"errmsg":"ok"}')
  expect((await call('get', 'location_report')).body).toEqual({
    authorizer_appid: AUTHORIZED,
    option_name: 'location_report',
    option_value: '2',
  })
  expect((await call('get', 'other')).errcode).toBe(61012)
  expect((await call('set', 'voice_recognize', '2')).errcode).toBe(61013)
  expect((await call('set', 'voice_recognize', 1)).errcode).toBe(61013)
})

test('the account’s own token reads and sets an option by its name alone', async () => {
  const token = await fetchAuthorizerToken(sim)
  const call = (verb: string, body: object, prefix = '') =>
    post(sim, `/cgi-bin/component/${prefix}${verb}_authorizer_option`, { access_token: token }, body)
  const option = { option_name: 'voice_recognize', option_value: '1' }
  expect((await call('set', option)).text).toBe('{"errcode":0,"errmsg":"ok"}')
  expect((await call('get', { option_name: 'voice_recognize' })).body).toEqual(option)
  expect((await call('get', { option_name: 'x' })).errcode).toBe(61012)
  expect((await call('get', { option_name: 'voice_recognize' }, 'api_')).errcode).toBe(61014)
})

test('a call without a body or with the wrong method is refused', async () => {
  const path = '/cgi-bin/component/api_query_auth'
  expect((await ask(sim, path, {}, { method: 'POST' })).errcode).toBe(44002)
  expect((await ask(sim, path, {})).errcode).toBe(43002)
  expect((await post(sim, path, {}, 'text')).errcode).toBe(47001)
})

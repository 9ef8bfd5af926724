import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { callAccount, fetchToken, post, readRule } from '../../scripted-account.ts'
import { ask, readAccount, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const find = (rid: unknown, number = '1') =>
  callAccount(sim, '/cgi-bin/openapi/rid/get', { number, body: { rid } })
const readRid = (errmsg: unknown) => text(errmsg).split('rid: ')[1] ?? ''

test('a failed call is told to its account, token included, for seven days', async () => {
  await sim.clock({ now: '2026-11-21T00:00:00Z', freeze: true })
  const access_token = await fetchToken(sim)
  const failed = await post(sim, '/cgi-bin/tags/create', { access_token }, { tag: {} })
  const rid = readRid(failed.body.errmsg)
  expect((await find(rid)).body).toEqual({
    errcode: 0,
    errmsg: 'ok',
    request: {
      invoke_time: Date.UTC(2026, 10, 21) / 1000,
      cost_in_ms: expect.any(Number),
      request_url: `access_token=${access_token}`,
      request_body: '{"tag":{}}',
      response_body: failed.text,
      client_ip: expect.stringMatching(/^(127|::)/),
    },
  })
  expect((await find(rid, '4')).errcode).toBe(76003)
  expect((await find(rid, '4')).text).toContain('could not query this rid,no permission')
  await sim.advance(7 * 86_400)
  expect((await find(rid)).errcode).toBe(76001)
})

test('what is no rid, is not known, or belongs to /sns/ is refused', async () => {
  expect((await find('')).errcode).toBe(76002)
  expect((await find('61725984-6126f6f9')).errcode).toBe(76002)
  expect((await find('61725984-6126f6f9-040f19c4')).errcode).toBe(76001)
  const failed = await ask(sim, '/sns/oauth2/access_token', readAccount('1'))
  expect((await find(readRid(failed.body.errmsg))).errcode).toBe(76022)
})

test('the journal does not hold what rid/get tells', async () => {
  const access_token = await fetchToken(sim)
  await post(sim, '/cgi-bin/tags/create', { access_token }, { tag: {} })
  expect(JSON.stringify(await sim.journal())).not.toContain(access_token)
})

test('clear_quota/v2 takes the secret in the body, on the white list, and counts with the others', async () => {
  const { appid, secret } = readAccount('1')
  const clear = (changes = {}) =>
    post(sim, '/cgi-bin/clear_quota/v2', {}, { appid, appsecret: secret, ...changes })
  expect((await clear()).text).toBe('{"errcode":0,"errmsg":"ok"}')
  expect((await sim.journal({ limit: 1 })).entries[0]?.appid).toBe(appid)
  expect((await clear({ appsecret: 'x' })).errcode).toBe(40125)
  expect((await clear({ appid: 'wx1234567890abcdef' })).errcode).toBe(40013)
  await sim.rules({ quotaClearsPerMonth: 1 })
  expect((await clear()).errcode).toBe(48006)
  await sim.rules({ callerAddress: '203.0.113.9' })
  expect((await clear()).errcode).toBe(40164)
  const mini = readAccount('7')
  await sim.saveApplication({ appid: mini.appid, ipWhiteList: ['198.51.100.1'] })
  expect((await clear({ appid: mini.appid, appsecret: mini.secret })).errcode).toBe(40164)
})

test.for([
  '/cgi-bin/menu/addconditional',
  '/cgi-bin/groups/get',
  '/cgi-bin/message/custom/typing',
  '/cgi-bin/media/upload',
  '/cgi-bin/shorten/gen',
  '/wxa/getwxacode',
  '/datacube/getusersummary',
  '/cgi-bin/component/clear_quota',
])('%s is not simulated: its token is checked, then the journal says so', async (path) => {
  expect((await post(sim, path, { access_token: 'x' }, {})).errcode).toBe(40001)
  expect((await post(sim, path, {}, {})).errcode).toBe(41001)
  const refused = await callAccount(sim, path, { body: {} })
  expect([refused.response.status, refused.errcode]).toEqual([200, 48001])
  const [entry] = (await sim.journal({ limit: 1 })).entries
  expect(entry).toMatchObject({
    rule: 'path_simulated',
    detail: { wrong: { en: expect.stringContaining('Not simulated') } },
  })
})

test('a path that nobody documents is 40066', async () => {
  expect((await callAccount(sim, '/cgi-bin/usr/info')).errcode).toBe(40066)
  expect(await readRule(sim)).toBe('path_known')
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callAccount, fetchToken, post, readOpenid, readRule } from '../../scripted-account.ts'
import { ask, readAccount } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const CLEAR = '/cgi-bin/clear_quota'
const QUOTA = '/cgi-bin/openapi/quota/get'
const { appid } = readAccount('1')

test('a daily limit answers 45009 until the next day or a clear', async () => {
  await sim.rules({ accountCallsPerDay: 1 })
  const token = await fetchToken(sim)
  const read = () => ask(sim, '/cgi-bin/user/get', { access_token: token })
  expect((await read()).errcode).toBeUndefined()
  expect((await read()).errcode).toBe(45009)
  expect(await readRule(sim)).toBe('account_calls_per_day')
  expect((await post(sim, CLEAR, { access_token: token }, { appid })).text).toBe(
    '{"errcode":0,"errmsg":"ok"}',
  )
  expect((await read()).errcode).toBeUndefined()
  expect((await read()).errcode).toBe(45009)
  await sim.advance(86_400)
  expect((await callAccount(sim, '/cgi-bin/user/get')).errcode).toBeUndefined()
})

test('clears are counted by the month', async () => {
  await sim.clock({ now: '2026-11-21T00:00:00Z' })
  const clear = () => callAccount(sim, CLEAR, { body: { appid } })
  for (let at = 0; at < 10; at += 1) expect((await clear()).errcode).toBe(0)
  expect((await clear()).errcode).toBe(48006)
  expect(await readRule(sim)).toBe('quota_clears_per_month')
  await sim.clock({ now: '2026-12-01T00:00:00Z' })
  expect((await clear()).errcode).toBe(0)
})

test('only the token’s own account is cleared', async () => {
  expect((await callAccount(sim, CLEAR, { body: { appid: readAccount('2').appid } })).errcode).toBe(40013)
  expect(await readRule(sim)).toBe('appid_of_token')
})

test('the quota of a call tells limit, use and rest', async () => {
  await callAccount(sim, '/cgi-bin/user/info', { query: { openid: await readOpenid(sim, 'alice') } })
  const read = async (cgiPath: string, number = '1') =>
    (await callAccount(sim, QUOTA, { number, body: { cgi_path: cgiPath } })).body
  expect(await read('/cgi-bin/user/info')).toEqual({
    errcode: 0,
    errmsg: 'ok',
    quota: { daily_limit: 5_000_000, used: 1, remain: 4_999_999 },
  })
  expect(await read('/cgi-bin/user/get', '3')).toMatchObject({ quota: { daily_limit: 100, used: 0 } })
  expect(await read('/cgi-bin/token')).toMatchObject({ quota: { daily_limit: 2_000, used: 3 } })
  expect(await read('/cgi-bin/stable_token')).toMatchObject({
    quota: { daily_limit: 500_000, used: 0, remain: 500_000 },
    rate_limit: { call_count: 10_000, refresh_second: 60 },
  })
})

test.for([
  ['https://api.weixin.qq.com/cgi-bin/user/info', 76003, 'cgi_path_is_path'],
  ['cgi-bin/user/info', 76003, 'cgi_path_is_path'],
  ['', 76003, 'cgi_path_is_path'],
  ['/sns/userinfo', 76022, 'cgi_path_is_not_sns'],
] as const)('the quota of %j is refused with %i', async ([path, errcode, rule]) => {
  expect((await callAccount(sim, QUOTA, { body: { cgi_path: path } })).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('the quota of a path nobody knows is told with a note', async () => {
  expect((await callAccount(sim, QUOTA, { body: { cgi_path: '/wxa/other' } })).errcode).toBe(0)
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toEqual([
    expect.objectContaining({ rule: 'cgi_path_known' }),
  ])
})

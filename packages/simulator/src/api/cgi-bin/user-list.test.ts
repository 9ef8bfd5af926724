import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callAccount, readOpenid, readRule } from '../../scripted-account.ts'
import { readAccount } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const BATCH = '/cgi-bin/user/info/batchget'
const { appid } = readAccount('1')

test('a batch tells followers and strangers in the order asked', async () => {
  const openids = [await readOpenid(sim, 'alice'), await readOpenid(sim, 'lihua')]
  const list = openids.map((openid) => ({ openid, lang: 'en' }))
  const { body } = await callAccount(sim, BATCH, { body: { user_list: list } })
  expect(body).toEqual({
    user_info_list: [
      expect.objectContaining({ subscribe: 0, openid: openids[0], tagid_list: [] }),
      expect.objectContaining({ subscribe: 1, openid: openids[1], language: 'en' }),
    ],
  })
})

test.for([
  [{ user_list: [{ openid: 'oNobody' }] }, 40003, 'openid_known'],
  [{ user_list: [] }, 40032, 'list_is_short'],
  [{ user_list: Array.from({ length: 101 }, () => ({ openid: 'o' })) }, 40032, 'list_is_short'],
  [{ user_list: ['o'] }, 40097, 'arguments_have_shape'],
  [{}, 40097, 'arguments_have_shape'],
] as const)('the batch %j gets %i', async ([body, errcode, rule]) => {
  expect((await callAccount(sim, BATCH, { body })).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('followers come in pages, the earliest first, and past the last there is no data', async () => {
  await sim.advance(10)
  await sim.follow('alice', appid)
  await sim.rules({ followersPerPage: 2 })
  const [first, second, third] = await Promise.all(
    ['xiaoming', 'lihua', 'alice'].map((id) => readOpenid(sim, id)),
  )
  const read = async (next: string) =>
    (await callAccount(sim, '/cgi-bin/user/get', { query: { next_openid: next } })).text
  expect(await read('')).toBe(
    `{"total":3,"count":2,"data":{"openid":["${first}","${second}"]},"next_openid":"${second}"}`,
  )
  expect(await read(second ?? '')).toBe(
    `{"total":3,"count":1,"data":{"openid":["${third}"]},"next_openid":"${third}"}`,
  )
  expect(await read(third ?? '')).toBe('{"total":3,"count":0,"next_openid":""}')
  expect(JSON.parse(await read('oNobody')).errcode).toBe(40003)
})

test('an account that moved learns the new openids of its old followers, for 15 days', async () => {
  const { now } = (await sim.state()).clock
  const target = readAccount('4').appid
  const ask = async (from: string) =>
    callAccount(sim, '/cgi-bin/changeopenid', {
      number: '4',
      body: { from_appid: from, openid_list: [await readOpenid(sim, 'xiaoming'), 'oNobody'] },
    })
  expect((await ask(appid)).errcode).toBe(63178)
  await sim.saveApplication({ appid: target, migratedFrom: { appid, at: now } })
  expect((await ask(appid)).body).toEqual({
    errcode: 0,
    errmsg: 'ok',
    result_list: [
      {
        ori_openid: await readOpenid(sim, 'xiaoming'),
        new_openid: await readOpenid(sim, 'xiaoming', '4'),
        err_msg: 'ok',
      },
      { ori_openid: 'oNobody', new_openid: '', err_msg: 'ori_openid error' },
    ],
  })
  expect((await ask(target)).errcode).toBe(63178)
  await sim.advance(15 * 86_400)
  expect((await ask(appid)).errcode).toBe(63178)
  expect(await readRule(sim)).toBe('account_was_migrated')
})

test.for([BATCH, '/cgi-bin/user/get'])(
  '%s is closed to unverified accounts and mini programs',
  async (path) => {
    for (const number of ['6', '7']) {
      const body = path === BATCH ? { user_list: [{ openid: 'o' }] } : undefined
      expect((await callAccount(sim, path, { number, body })).errcode).toBe(48001)
      expect(await readRule(sim)).toBe('account_may_call')
    }
  },
)

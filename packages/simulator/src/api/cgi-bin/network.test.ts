import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callAccount, readRule } from '../../scripted-account.ts'
import { ask, readAccount } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const CHECK = '/cgi-bin/callback/check'

test.for(['/cgi-bin/get_api_domain_ip', '/cgi-bin/getcallbackip'])(
  '%s lists addresses, for living tokens alone',
  async (path) => {
    expect((await callAccount(sim, path)).text).toBe('{"ip_list":["127.0.0.1"]}')
    expect((await callAccount(sim, path, { number: '7' })).errcode).toBeUndefined()
    expect((await ask(sim, path, {})).errcode).toBe(41001)
    expect((await ask(sim, path, { access_token: 'x' })).errcode).toBe(40001)
  },
)

test('the check of the push URL tells what was asked', async () => {
  await sim.saveApplication({ appid: readAccount('1').appid, pushUrl: 'http://localhost:4400/events' })
  const check = async (action: string) =>
    (await callAccount(sim, CHECK, { body: { action, check_operator: 'UNICOM' } })).body
  const dns = [{ ip: '127.0.0.1', real_operator: 'UNICOM' }]
  const ping = [{ ip: '127.0.0.1', from_operator: 'UNICOM', package_loss: '0%', time: '0.100ms' }]
  expect(await check('all')).toEqual({ dns, ping })
  expect(await check('dns')).toEqual({ dns })
  expect(await check('ping')).toEqual({ ping })
})

test.for([
  [{ action: 'all', check_operator: 'DEFAULT' }, 40201, 'push_url_is_set'],
  [{ action: 'trace', check_operator: 'DEFAULT' }, 40202, 'check_action_known'],
  [{ action: 'all', check_operator: 'OTHER' }, 40203, 'check_operator_known'],
] as const)('the check %j gets %i', async ([body, errcode, rule]) => {
  expect((await callAccount(sim, CHECK, { body })).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('a JS ticket is the same for everybody until it dies', async () => {
  const read = async (type: string, number = '1') =>
    (await callAccount(sim, '/cgi-bin/ticket/getticket', { number, query: { type } })).body
  await sim.clock({ freeze: true })
  const first = await read('jsapi')
  expect(first).toEqual({ errcode: 0, errmsg: 'ok', ticket: expect.any(String), expires_in: 7200 })
  await sim.advance(100)
  expect(await read('jsapi')).toEqual({ ...first, expires_in: 7100 })
  expect((await read('wx_card')).ticket).not.toBe(first.ticket)
  expect((await read('jsapi', '2')).ticket).not.toBe(first.ticket)
  await sim.advance(7100)
  expect((await read('jsapi')).ticket).not.toBe(first.ticket)
  expect((await read('other')).errcode).toBe(40097)
  expect(await readRule(sim)).toBe('ticket_type_known')
  expect((await read('jsapi', '7')).errcode).toBe(48001)
})

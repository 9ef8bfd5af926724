import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createFaults, type FaultInput, faultSchema } from './fault.ts'
import { callAccount, post } from './scripted-account.ts'
import { ask, buildExchange, buildLink, readAccount, visit } from './scripted-visit.ts'
import { startSimulator, type TestSimulator } from './test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const PATH = '/sns/oauth2/access_token'
const take = async () => (await visit(sim)).get('code') ?? ''
const exchange = (code: string) => ask(sim, PATH, buildExchange(code))
const raw = (code: string, init: RequestInit = {}) =>
  fetch(`${sim.url}${PATH}?${new URLSearchParams(buildExchange(code))}`, init)
const set = (fault: FaultInput) => sim.fault({ path: PATH, ...fault })

test('errcode answers in WeChat’s shape, uses up nothing, and is gone after one time', async () => {
  const code = await take()
  await set({ kind: 'errcode', errcode: -1 })
  expect((await exchange(code)).text).toMatch(/^\{"errcode":-1,"errmsg":"system error, rid: [\da-f-]{26}"\}$/)
  const [entry] = (await sim.journal()).entries
  expect(entry).toMatchObject({ rule: 'fault:errcode', errcode: -1, path: PATH })
  expect((await exchange(code)).errcode).toBeUndefined()
})

test('times, appid and path choose the requests', async () => {
  await set({ kind: 'errcode', errcode: 45009, times: 2, appid: readAccount('1').appid })
  expect((await ask(sim, PATH, buildExchange('x', readAccount('4')))).errcode).toBe(40029)
  expect((await ask(sim, '/sns/auth', {})).errcode).toBe(41001)
  expect((await exchange('x')).errcode).toBe(45009)
  expect((await exchange('x')).errcode).toBe(45009)
  expect((await exchange('x')).errcode).toBe(40029)
})

test('the account is known from its token where no appid is sent', async () => {
  const account = readAccount('1')
  const { body } = await ask(sim, '/cgi-bin/token', { grant_type: 'client_credential', ...account })
  await sim.fault({ kind: 'errcode', errcode: 40001, appid: account.appid })
  const query = { access_token: String(body.access_token), openid: 'o' }
  expect((await ask(sim, '/cgi-bin/user/info', query)).errcode).toBe(40001)
})

test.for([
  [
    '/cgi-bin/message/custom/send',
    { touser: 'o', msgtype: 'miniprogrampage', miniprogrampage: { appid: readAccount('7').appid } },
  ],
  ['/cgi-bin/menu/create', { button: [{ type: 'miniprogram', name: 'a', appid: readAccount('7').appid }] }],
  ['/cgi-bin/clear_quota', { appid: readAccount('4').appid }],
] as const)('at %s the account whose token calls counts, whatever the body says', async ([path, body]) => {
  const { appid } = readAccount('1')
  await sim.fault({ path, kind: 'errcode', errcode: -1, appid })
  expect((await callAccount(sim, path, { body })).errcode).toBe(-1)
  expect((await sim.journal({ limit: 1 })).entries[0]).toMatchObject({ path, appid })
})

test('without a known token only the top of a body names an account, and at an account’s call nothing does', async () => {
  const readNamed = async () => (await sim.journal({ limit: 1 })).entries[0]?.appid
  const { appid } = readAccount('7')
  await post(sim, '/cgi-bin/stable_token', {}, { appid, x: { appid: 'wx2' } })
  expect(await readNamed()).toBe(appid)
  await post(sim, '/cgi-bin/stable_token', {}, { x: { appid } })
  expect(await readNamed()).toBeNull()
  await post(sim, '/cgi-bin/clear_quota', { access_token: 'x' }, { appid })
  expect(await readNamed()).toBeNull()
})

test('probability decides by chance', () => {
  const chances = [0.6, 0.4]
  const faults = createFaults(Date.now, () => chances.shift() ?? 0)
  faults.add(faultSchema.parse({ kind: 'reset', probability: 0.5 }))
  expect(faults.take('/x', null)).toBeUndefined()
  expect(faults.take('/x', null)).toMatchObject({ kind: 'reset' })
})

test('faults can be listed and removed', async () => {
  const id = await set({ kind: 'reset', times: 3 })
  const response = await fetch(`${sim.url}/__sim/faults`)
  expect(await response.json()).toMatchObject({ faults: [{ id, kind: 'reset', times: 3, path: PATH }] })
  await fetch(`${sim.url}/__sim/faults/${id}`, { method: 'DELETE' })
  await set({ kind: 'reset' })
  await sim.clearFaults()
  expect((await exchange('x')).errcode).toBe(40029)
})

test('http, html, empty and body stand in the place of the answer', async () => {
  const code = await take()
  await set({ kind: 'http', status: 502 })
  expect((await raw(code)).status).toBe(502)
  await set({ kind: 'html' })
  const html = await raw(code)
  expect([html.status, html.headers.get('content-type')]).toEqual([200, 'text/html'])
  expect(await html.text()).toContain('502 Bad Gateway')
  await set({ kind: 'empty' })
  expect(await (await raw(code)).text()).toBe('')
  await set({ kind: 'body', body: '{"a":\u0014}', contentType: 'application/json' })
  const body = await raw(code)
  expect([await body.text(), body.headers.get('content-type')]).toEqual(['{"a":\u0014}', 'application/json'])
  await set({ kind: 'big-body', bytes: 2_000_000 })
  expect((await (await raw(code)).text()).length).toBeGreaterThan(2_000_000)
  expect((await exchange(code)).errcode).toBeUndefined()
})

test('merge changes the true answer', async () => {
  await set({ kind: 'merge', set: { expires_in: '7200', nickname: '/' }, unset: ['scope'] })
  const { body, text } = await exchange(await take())
  expect(body).toMatchObject({ expires_in: '7200', openid: expect.any(String) })
  expect(body).not.toHaveProperty('scope')
  expect(text).toContain('"nickname":"\\/"')
})

test('slow waits before it acts', async () => {
  await set({ kind: 'slow', delayMs: 60 })
  expect((await exchange('x')).errcode).toBe(40029)
  expect((await sim.journal()).entries[0]?.durationMs).toBeGreaterThanOrEqual(60)
})

test('reset drops the connection and the code stays good', async () => {
  const code = await take()
  await set({ kind: 'reset' })
  await expect(raw(code)).rejects.toThrow()
  expect((await sim.journal()).entries[0]).toMatchObject({ rule: 'fault:reset', status: 0 })
  expect((await exchange(code)).errcode).toBeUndefined()
})

test('commit-then-reset drops the connection and the code is used', async () => {
  const code = await take()
  await set({ kind: 'commit-then-reset' })
  await expect(raw(code)).rejects.toThrow()
  expect((await exchange(code)).errcode).toBe(40163)
})

test('truncate promises more bytes than it sends', async () => {
  await set({ kind: 'truncate' })
  const response = await raw(await take())
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(100)
  await expect(response.text()).rejects.toThrow()
})

test('hang never answers', async () => {
  await set({ kind: 'hang' })
  // Runs out: nothing answers.
  await expect(raw('x', { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('drip sends byte by byte and arrives whole', async () => {
  await set({ kind: 'drip', everyMs: 1 })
  expect(await (await raw('x')).json()).toMatchObject({ errcode: 40029 })
})

test('an authorize link breaks on the phone and in a browser alike', async () => {
  const path = '/connect/oauth2/authorize'
  const open = () => sim.open({ person: 'alice', url: buildLink(sim.url) })
  await sim.fault({ path, kind: 'errcode', errcode: 10009, times: 2 })
  expect(await open()).toEqual({ status: 200, page: '10009', text: '操作太频繁了，请稍后重试' })
  expect(await (await fetch(buildLink(sim.url))).text()).toContain('操作太频繁了，请稍后重试')
  await sim.fault({ path, kind: 'http', status: 503 })
  expect(await open()).toEqual({ status: 200, page: 'fault:http', text: 'HTTP 503' })
  await sim.fault({ path, kind: 'commit-then-reset' })
  expect(await open()).toMatchObject({ page: 'fault:commit-then-reset' })
  await sim.fault({ path, kind: 'merge', set: { a: 1 } })
  expect(await open()).toMatchObject({ status: 302 })
})

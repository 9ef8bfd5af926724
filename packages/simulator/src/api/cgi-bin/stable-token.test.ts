import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, readAccount, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
let openid: string
beforeAll(async () => {
  sim = await startSimulator()
  openid = (await sim.state()).people[0]?.openids[readAccount('1').appid] ?? ''
})
beforeEach(async () => {
  await sim.reset()
  await sim.clock({ freeze: true })
})
afterAll(() => sim.close())

const PATH = '/cgi-bin/stable_token'
const post = (body: string, headers: Record<string, string> = {}) =>
  ask(sim, PATH, {}, { method: 'POST', body, headers })
const fetchStable = (changes: Record<string, unknown> = {}) =>
  post(JSON.stringify({ grant_type: 'client_credential', ...readAccount('1'), ...changes }))
const force = () => fetchStable({ force_refresh: true })
const use = async (token: unknown) =>
  (await ask(sim, '/cgi-bin/user/info', { access_token: text(token), openid })).errcode

test('while it lives everybody gets the same token with the time that is left', async () => {
  const first = (await fetchStable()).body
  await sim.advance(6855)
  expect(first.expires_in).toBe(7200)
  expect((await fetchStable()).body).toEqual({ access_token: first.access_token, expires_in: 345 })
})

test('in the last five minutes a new one is given and both are good', async () => {
  const first = (await fetchStable()).body
  await sim.advance(6901)
  const second = (await fetchStable()).body
  expect(second).toMatchObject({ expires_in: 7200 })
  expect(second.access_token).not.toBe(first.access_token)
  expect(await use(first.access_token)).toBeUndefined()
  expect(await use(second.access_token)).toBeUndefined()
  await sim.advance(299)
  expect(await use(first.access_token)).toBe(42001)
})

test('exactly five minutes before the end the token is still kept', async () => {
  const first = (await fetchStable()).body
  await sim.advance(6900)
  expect((await fetchStable()).body).toEqual({ access_token: first.access_token, expires_in: 300 })
})

test('force kills the token at once; 30 s must pass before the next force acts', async () => {
  const first = (await fetchStable()).body.access_token
  const second = (await force()).body.access_token
  expect(second).not.toBe(first)
  expect(await use(first)).toBe(40001)
  await sim.advance(29)
  expect((await force()).body).toEqual({ access_token: second, expires_in: 7171 })
  expect((await sim.journal({ path: PATH })).entries[0]?.rule).toBe('stable_token_force_too_early')
  await sim.advance(1)
  expect((await force()).body.access_token).not.toBe(second)
  expect(await use(second)).toBe(40001)
})

test('twenty forces a day, then 45009; normal mode goes on', async () => {
  await sim.clock({ now: '2026-11-21T01:00:00Z' })
  for (let call = 0; call < 20; call += 1) {
    expect((await force()).errcode).toBeUndefined()
    await sim.advance(30)
  }
  expect((await force()).errcode).toBe(45009)
  expect((await fetchStable()).errcode).toBeUndefined()
  await sim.advance(86_400)
  expect((await force()).errcode).toBeUndefined()
})

test('it is apart from cgi-bin/token', async () => {
  const stable = (await fetchStable()).body.access_token
  const plain = (await ask(sim, '/cgi-bin/token', { grant_type: 'client_credential', ...readAccount('1') }))
    .body
  await force()
  expect(await use(plain.access_token)).toBeUndefined()
  const next = (await fetchStable()).body.access_token
  expect(next).not.toBe(stable)
  await ask(sim, '/cgi-bin/token', { grant_type: 'client_credential', ...readAccount('1') })
  expect((await fetchStable()).body.access_token).toBe(next)
})

test('too many calls in a minute get WeChat’s odd text, too many a day 45009', async () => {
  await sim.rules({ stableTokenCallsPerMinute: 1, stableTokenCallsPerDay: 2 })
  await fetchStable()
  expect((await fetchStable()).text).toContain(
    '{"errcode":45011,"errmsg":"api minute-quota reach limit  mustslower  retry next minute rid: ',
  )
  await sim.advance(60)
  expect((await fetchStable()).errcode).toBeUndefined()
  await sim.advance(60)
  expect((await fetchStable()).errcode).toBe(45009)
})

test.for([
  [{ grant_type: 'x' }, 40002],
  [{ appid: '' }, 41002],
  [{ appid: 7 }, 41002],
  [{ appid: 'wx1' }, 40013],
  [{ secret: null }, 41004],
  [{ secret: 'x' }, 40125],
  [readAccount('c1'), 61024],
] as const)('%j is refused with %i', async ([changes, errcode]) => {
  expect((await fetchStable(changes)).errcode).toBe(errcode)
})

test('GET is refused with 43002, no body with 44002, no JSON with 47001', async () => {
  expect((await ask(sim, PATH, {})).errcode).toBe(43002)
  expect((await post('')).errcode).toBe(44002)
  for (const body of ['x', '[]', 'null', '"a"', 'appid=1', '{"appid":'])
    expect((await post(body)).errcode).toBe(47001)
})

test('the Content-Type does not matter', async () => {
  const body = JSON.stringify({ grant_type: 'client_credential', ...readAccount('1') })
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
    expect((await post(body, { 'content-type': type })).errcode).toBeUndefined()
  }
})

test('a token that was made to die is replaced at once', async () => {
  const first = (await fetchStable()).body.access_token
  await sim.expireTokens(readAccount('1').appid)
  expect(await use(first)).toBe(42001)
  expect((await fetchStable()).body.access_token).not.toBe(first)
})

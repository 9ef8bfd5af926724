import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, buildExchange, readAccount, signIn, visit } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const PATH = '/sns/oauth2/access_token'
const take = async () => (await visit(sim)).get('code') ?? ''
const exchange = (code: string, changes?: Record<string, string>) =>
  ask(sim, PATH, buildExchange(code, changes))

test('a code becomes tokens, the openid and the unionid, labelled as text', async () => {
  const { response, text, body } = await exchange(await take())
  const [person] = (await sim.state()).people
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(response.headers.get('cache-control')).toBe('no-cache, must-revalidate')
  expect(Object.keys(body)).toEqual([
    'access_token',
    'expires_in',
    'refresh_token',
    'openid',
    'scope',
    'unionid',
  ])
  expect(body).toMatchObject({ expires_in: 7200, scope: 'snsapi_userinfo', unionid: person?.unionid })
  expect(body.openid).toBe(person?.openids[readAccount('1').appid])
  expect(text).not.toContain('errcode')
})

test('an error has HTTP 200 and a request id that begins with the simulated time', async () => {
  await sim.clock({ now: '2026-11-21T00:00:00Z', freeze: true })
  const { response, text } = await exchange('nonsense')
  const seconds = (Date.UTC(2026, 10, 21) / 1000).toString(16)
  expect(response.status).toBe(200)
  expect(text).toMatch(
    new RegExp(`^\\{"errcode":40029,"errmsg":"invalid code, rid: ${seconds}-[0-9a-f]{8}-[0-9a-f]{8}"\\}$`),
  )
  expect(response.headers.get('date')).toBe('Sat, 21 Nov 2026 00:00:00 GMT')
})

test.for([
  ['appid missing', { appid: '' }, 41002, 'appid_present'],
  ['appid of nobody', { appid: 'wx5a4db0c5000000ff' }, 40013, 'appid_known'],
  ['appid of the real WeChat', { appid: 'wx1234567890abcdef' }, 40013, 'appid_of_the_town'],
  ['secret missing', { secret: '' }, 41004, 'secret_present'],
  ['secret wrong', { secret: '5ec' }, 40125, 'secret_matches'],
  ['grant_type wrong', { grant_type: 'client_credential' }, 40002, 'grant_type_is_right'],
  ['code missing', { code: '' }, 41008, 'code_present'],
  ['code unknown', { code: 'x' }, 40029, 'code_known'],
] as const)('%s is refused and the code stays good', async ([, changes, errcode, rule]) => {
  const code = await take()
  expect((await exchange(code, changes)).errcode).toBe(errcode)
  expect((await sim.journal({ path: PATH })).entries[0]).toMatchObject({ errcode, rule, status: 200 })
  expect((await exchange(code)).errcode).toBeUndefined()
})

test('the checks come in order: appid, secret, grant_type, code', async () => {
  const wrong = { appid: 'x', secret: 'x', grant_type: 'x', code: 'x' }
  expect((await exchange('x', wrong)).errcode).toBe(40013)
  expect((await exchange('x', { ...wrong, ...readAccount('1'), secret: 'x' })).errcode).toBe(40125)
  expect((await exchange('x', { ...wrong, ...readAccount('1') })).errcode).toBe(40002)
})

test('a code serves once', async () => {
  const code = await take()
  await exchange(code)
  expect((await exchange(code)).errcode).toBe(40163)
})

test('a code of another account is invalid here and still good there', async () => {
  const code = await take()
  expect((await exchange(code, readAccount('4'))).errcode).toBe(40029)
  expect((await exchange(code)).errcode).toBeUndefined()
})

test('a code dies after five minutes; the switch chooses its errcode', async () => {
  const codes = [await take(), await take(), await take()]
  await sim.clock({ freeze: true })
  await sim.advance(299)
  expect((await exchange(codes[0] ?? '')).errcode).toBeUndefined()
  await sim.advance(2)
  expect((await exchange(codes[1] ?? '')).errcode).toBe(40029)
  await sim.rules({ expiredCode: 42003 })
  expect((await exchange(codes[2] ?? '')).errcode).toBe(42003)
})

/** The same exchange by POST; `inBody` of its parameters stand in a form. */
async function post(inBody: readonly string[], headers: Record<string, string> = {}) {
  const parameters = Object.entries(buildExchange(await take()))
  const pick = (isForm: boolean) =>
    new URLSearchParams(parameters.filter(([name]) => inBody.includes(name) === isForm))
  const query = Object.fromEntries(pick(false))
  return ask(sim, PATH, query, { method: 'POST', body: pick(true).toString(), headers })
}

test.for([
  ['all in the query, as a POST without a body', []],
  [
    'all in a form, as social-core, django-allauth and Laravel’s providers send it',
    ['appid', 'secret', 'code', 'grant_type'],
  ],
  [
    'appid and secret in the query, code and grant_type in a form, as @auth/core sends it',
    ['code', 'grant_type'],
  ],
] as const)('%s: POST exchanges the code like GET, with a note', async ([, inBody]) => {
  const { body } = await post(inBody, { 'content-type': 'application/x-www-form-urlencoded' })
  expect(body).toMatchObject({ expires_in: 7200, scope: 'snsapi_userinfo' })
  const [entry] = (await sim.journal({ path: PATH, limit: 1 })).entries
  expect(entry?.detail.warnings.map(({ rule }) => rule)).toEqual(['exchange_by_post'])
  expect(entry?.appid).toBe(readAccount('1').appid)
})

test('codes are 32 letters and digits, and with the switch end with a hyphen that the exchange takes', async () => {
  expect(await take()).toMatch(/^0\d1[A-Za-z0-9]{29}$/)
  await sim.rules({ hyphenInCode: true })
  const code = await take()
  expect(code).toMatch(/^0\d1[A-Za-z0-9]{28}-$/)
  expect((await exchange(code)).body).toHaveProperty('access_token')
})

test('a bad code in a form gets 40029, and other methods 43001', async () => {
  const body = new URLSearchParams(buildExchange('x')).toString()
  expect((await ask(sim, PATH, {}, { method: 'POST', body })).errcode).toBe(40029)
  expect((await ask(sim, PATH, buildExchange('x'), { method: 'PUT' })).errcode).toBe(43001)
})

test('HEAD uses up nothing', async () => {
  const code = await take()
  const response = await fetch(`${sim.url}${PATH}?${new URLSearchParams(buildExchange(code))}`, {
    method: 'HEAD',
  })
  expect(response.status).toBe(405)
  expect((await exchange(code)).errcode).toBeUndefined()
})

test('a silent sign-in tells the unionid of followers only, unless the switch says otherwise', async () => {
  const link = { scope: 'snsapi_base' }
  expect(await signIn(sim, { link })).toHaveProperty('unionid')
  expect(await signIn(sim, { link, person: 'alice' })).not.toHaveProperty('unionid')
  await sim.rules({ unionidWithBase: 'always' })
  expect(await signIn(sim, { link, person: 'alice' })).toHaveProperty('unionid')
  await sim.rules({ unionidWithBase: 'never' })
  expect(await signIn(sim, { link })).not.toHaveProperty('unionid')
})

test('an account without an open-platform account knows no unionid', async () => {
  const account = readAccount('4')
  const code = (await visit(sim, { link: { appid: account.appid } })).get('code') ?? ''
  expect((await exchange(code, account)).body).not.toHaveProperty('unionid')
})

test('a snapshot visit is a virtual account, marked once, and new each time', async () => {
  const first = await signIn(sim, { snapshot: true })
  const second = await signIn(sim, { snapshot: true, link: { scope: 'snsapi_base' } })
  const openids = Object.values((await sim.state()).people[0]?.openids ?? {})
  expect(first).toMatchObject({ is_snapshotuser: 1, openid: expect.stringMatching(/^o[\w-]{27}$/) })
  expect(second).toMatchObject({ is_snapshotuser: 1 })
  expect(first.openid).not.toBe(second.openid)
  expect(openids).not.toContain(first.openid)
  expect(first).toHaveProperty('unionid')
  await sim.rules({ snapshotMark: 'missing' })
  expect(await signIn(sim, { snapshot: true })).not.toHaveProperty('is_snapshotuser')
})

test('more calls in a minute than the switch allows get 45011', async () => {
  await sim.clock({ freeze: true })
  await sim.rules({ snsCallsPerMinute: 1 })
  expect((await exchange('x')).errcode).toBe(40029)
  expect((await exchange('x')).errcode).toBe(45011)
  await sim.advance(60)
  expect((await exchange('x')).errcode).toBe(40029)
})

test('the journal holds neither secret nor code', async () => {
  const code = await take()
  await exchange(code)
  await exchange(code)
  await exchange(code, { secret: 'a-wrong-secret' })
  const journal = JSON.stringify(await sim.journal())
  expect(journal).not.toContain(code)
  expect(journal).not.toContain(readAccount('1').secret)
  expect(journal).not.toContain('a-wrong-secret')
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, readAccount, signIn, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

type Signed = Record<string, unknown>
const call = (path: string, signed: Signed, changes: Record<string, string> = {}) =>
  ask(sim, path, { access_token: text(signed.access_token), openid: text(signed.openid), ...changes })

test('the profile is WeChat’s shape byte for byte', async () => {
  const signed = await signIn(sim)
  const { text: body, response } = await call('/sns/userinfo', signed, { lang: 'zh_CN' })
  const { headimgurl } = JSON.parse(body)
  expect(response.headers.get('content-type')).toBe('text/plain')
  expect(body).toBe(
    `{"openid":"${signed.openid}","nickname":"小明","sex":0,"language":"","city":"","province":"","country":"","headimgurl":"${headimgurl.replaceAll('/', '\\/')}","privilege":[],"unionid":"${signed.unionid}"}`,
  )
  expect(headimgurl.startsWith(`${sim.url}/mmopen/`)).toBe(true)
})

test('the avatar is a picture at a path ending in /132, and dies when it changes', async () => {
  const signed = await signIn(sim)
  const read = async () => text((await call('/sns/userinfo', signed)).body.headimgurl)
  const old = await read()
  expect(old).toMatch(/\/132$/)
  const response = await fetch(old)
  expect(response.headers.get('content-type')).toBe('image/svg+xml')
  expect(await response.text()).toContain('小')
  await sim.addPerson({ id: 'xiaoming', avatar: 'violet' })
  expect(await read()).not.toBe(old)
  expect((await fetch(old)).status).toBe(404)
})

test('a stand-in has the name 微信用户 and no avatar', async () => {
  const { body } = await call('/sns/userinfo', await signIn(sim, { person: 'grey' }))
  expect(body).toMatchObject({ nickname: '微信用户', headimgurl: '' })
})

test('emoji and markup of a nickname are told raw', async () => {
  const { text: raw, body } = await call('/sns/userinfo', await signIn(sim, { person: 'emoji' }))
  expect(body.nickname).toContain('🍵')
  expect(raw).toContain('🍵')
  expect(raw).toContain('<b>Tea')
  expect(raw).toContain('<\\/b>')
})

test('the profile of a snapshot visit is virtual and not marked here', async () => {
  const { body } = await call('/sns/userinfo', await signIn(sim, { snapshot: true }))
  expect(body.nickname).toMatch(/^微信用户[0-9a-f]{4}$/)
  expect(body).not.toHaveProperty('is_snapshotuser')
  expect((await fetch(text(body.headimgurl))).status).toBe(200)
})

test('somebody without a unionid has none in the profile', async () => {
  await sim.addPerson({ id: 'bob', unionid: false })
  expect((await call('/sns/userinfo', await signIn(sim, { person: 'bob' }))).body).not.toHaveProperty(
    'unionid',
  )
})

test('a silent token gets 48001', async () => {
  const signed = await signIn(sim, { link: { scope: 'snsapi_base' } })
  expect((await call('/sns/userinfo', signed)).errcode).toBe(48001)
  expect((await call('/sns/auth', signed)).errcode).toBe(0)
})

test.for(['/sns/userinfo', '/sns/auth'])(
  '%s refuses what is missing, foreign, expired or withdrawn',
  async (path) => {
    const signed = await signIn(sim)
    const other = await signIn(sim, { person: 'alice' })
    expect((await call(path, signed, { access_token: '' })).errcode).toBe(41001)
    expect((await call(path, signed, { openid: '' })).errcode).toBe(41009)
    expect((await call(path, signed, { access_token: 'x' })).errcode).toBe(40001)
    expect((await call(path, signed, { openid: text(other.openid) })).errcode).toBe(40003)
    expect((await ask(sim, path, {}, { method: 'PUT' })).errcode).toBe(43001)
    await sim.withdraw('alice', readAccount('1').appid)
    expect((await call(path, other)).errcode).toBe(50001)
    await sim.advance(7201)
    expect((await call(path, signed)).errcode).toBe(42001)
  },
)

test('POST is taken with a note that it is a guess, or refused with the switch', async () => {
  const { access_token, openid } = await signIn(sim)
  const form = new URLSearchParams({ access_token: text(access_token), openid: text(openid) }).toString()
  const read = () => ask(sim, '/sns/userinfo', {}, { method: 'POST', body: form })
  expect((await read()).body).toHaveProperty('nickname')
  const [entry] = (await sim.journal({ limit: 1 })).entries
  expect(entry?.detail.warnings.map(({ rule }) => rule)).toEqual(['sns_by_post'])
  await sim.rules({ snsPost: 'refuse' })
  expect((await read()).errcode).toBe(43001)
})

test('the global token in the place of the person’s is named as such in the journal', async () => {
  const signed = await signIn(sim)
  const { body } = await ask(sim, '/cgi-bin/token', { ...readAccount('1'), grant_type: 'client_credential' })
  const { text: raw } = await call('/sns/userinfo', signed, { access_token: text(body.access_token) })
  expect(raw).toContain('"invalid credential, access_token is invalid or not latest, rid: ')
  expect((await sim.journal({ path: '/sns/userinfo' })).entries[0]?.rule).toBe('user_token_is_not_app_token')
})

test('sns/auth answers ok byte for byte', async () => {
  expect((await call('/sns/auth', await signIn(sim))).text).toBe('{"errcode":0,"errmsg":"ok"}')
})

test('a new authorization after a withdrawal works again', async () => {
  await signIn(sim)
  await sim.withdraw('xiaoming', readAccount('1').appid)
  expect((await call('/sns/userinfo', await signIn(sim))).errcode).toBeUndefined()
})

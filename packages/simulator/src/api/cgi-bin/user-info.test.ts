import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ask, readAccount, signIn, text } from '../../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const PATH = '/cgi-bin/user/info'
async function readInfo(person: string, number = '1', changes: Record<string, string> = {}) {
  const account = readAccount(number)
  const { body } = await ask(sim, '/cgi-bin/token', { grant_type: 'client_credential', ...account })
  const found = (await sim.state()).people.find(({ id }) => id === person)
  const openid = found?.openids[account.appid] ?? ''
  return ask(sim, PATH, { access_token: text(body.access_token), openid, ...changes })
}

test('a follower is told in WeChat’s shape, the profile empty, or missing with the switch', async () => {
  await sim.clock({ now: '2026-11-21T00:00:00Z', freeze: true })
  await sim.follow('xiaoming', readAccount('1').appid, 'ADD_SCENE_QR_CODE')
  const { text: raw, body } = await readInfo('xiaoming')
  const { openid, unionid } = body
  expect(raw).toBe(
    `{"subscribe":1,"openid":"${openid}","nickname":"","sex":0,"language":"zh_CN","city":"","province":"","country":"","headimgurl":"","subscribe_time":1795219200,"unionid":"${unionid}","remark":"","groupid":0,"tagid_list":[],"subscribe_scene":"ADD_SCENE_QR_CODE","qr_scene":0,"qr_scene_str":""}`,
  )
  expect((await readInfo('xiaoming', '1', { lang: 'en' })).body.language).toBe('en')
  await sim.rules({ emptyProfile: 'missing' })
  expect((await readInfo('xiaoming')).text).toContain(
    `"openid":"${openid}","language":"zh_CN","subscribe_time"`,
  )
})

test('a stranger is told as one; the unionid only with the switch', async () => {
  const { text: raw, body } = await readInfo('alice')
  expect(raw).toBe(
    `{"subscribe":0,"openid":"${body.openid}","nickname":"","sex":0,"language":"zh_CN","city":"","province":"","country":"","headimgurl":"","tagid_list":[]}`,
  )
  await sim.rules({ emptyProfile: 'missing' })
  expect((await readInfo('alice')).text).toBe(`{"subscribe":0,"openid":"${body.openid}","tagid_list":[]}`)
  await sim.rules({ unionidOfStrangers: true })
  expect((await readInfo('alice')).body).toHaveProperty('unionid')
})

test('following and leaving change the answer', async () => {
  const { appid } = readAccount('1')
  await sim.follow('alice', appid)
  expect((await readInfo('alice')).body.subscribe).toBe(1)
  await sim.unfollow('alice', appid)
  expect((await readInfo('alice')).body.subscribe).toBe(0)
})

test('an account outside the open platform tells no unionid', async () => {
  expect((await readInfo('lihua', '3')).body).not.toHaveProperty('unionid')
})

test('unknown openids, missing values and wrong accounts are refused', async () => {
  expect((await readInfo('alice', '1', { openid: 'oNobody' })).errcode).toBe(40003)
  expect((await readInfo('alice', '1', { openid: '' })).errcode).toBe(41009)
  expect((await readInfo('alice', '1', { access_token: '' })).errcode).toBe(41001)
  expect((await readInfo('alice', '6')).errcode).toBe(48001)
  expect((await readInfo('alice', '7')).errcode).toBe(48001)
  expect((await ask(sim, PATH, {}, { method: 'POST' })).errcode).toBe(43001)
})

test('the openid of another account is not known here', async () => {
  const foreign = (await sim.state()).people[0]?.openids[readAccount('2').appid] ?? ''
  expect((await readInfo('xiaoming', '1', { openid: foreign })).errcode).toBe(40003)
})

test('a wrong token gets the long text of /cgi-bin', async () => {
  const { text: raw } = await readInfo('alice', '1', { access_token: 'x' })
  expect(raw).toContain(
    '"errmsg":"invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https:\\/\\/mmbizurl.cn\\/s\\/JtxxFh33r rid: ',
  )
})

test('the token of a person in the place of the account’s is named as such in the journal', async () => {
  const signed = await signIn(sim)
  expect((await readInfo('alice', '1', { access_token: text(signed.access_token) })).errcode).toBe(40001)
  expect((await sim.journal({ path: PATH })).entries[0]?.rule).toBe('app_token_is_not_user_token')
})

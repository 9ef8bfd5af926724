import { expect, test } from 'vitest'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createAccount } from './account.ts'
import { identify } from './identity.ts'

const appid = 'wx5a4db0c500000001'
const openid = buildOpenid('xiaoming')
const other = buildOpenid('alice')
const grant = { access_token: 'AT', expires_in: 7200, refresh_token: 'RT', openid, scope: 'snsapi_userinfo' }
const profile = { openid, nickname: '小明', headimgurl: '', privilege: [] }

async function open(grantAnswer: object, profileAnswer: object = profile) {
  const { wire, calls } = await openTinyWeChat(({ path }) =>
    path === '/sns/userinfo' ? profileAnswer : grantAnswer,
  )
  const account = createAccount({ wire, store: createMemoryStore(), appid, secret: 's3cret' })
  return { account, paths: () => calls.map(({ path }) => path), calls }
}

const code = hide('c', 'checked code')
const asked = { code, scope: 'snsapi_userinfo' } as const
const silent = { code, scope: 'snsapi_base' } as const
const exchange = '/sns/oauth2/access_token'

test('a silent sign-in knows the openid and asks for no profile, even when more was granted', async () => {
  const { account, paths } = await open({ ...grant, scope: 'snsapi_base,snsapi_userinfo', unionid: 'u1' })
  const identity = await identify(account, silent)
  expect(identity).toEqual({
    kind: 'base',
    appid,
    openid,
    unionid: 'u1',
    grant: expect.objectContaining({ openid, unionid: 'u1', snapshot: false }),
    profileFailure: undefined,
  })
  if (identity.kind !== 'base') throw new Error(identity.kind)
  expect([identity.grant.accessToken.reveal(), identity.grant.refreshToken.reveal()]).toEqual(['AT', 'RT'])
  expect(paths()).toEqual([exchange])
})

test('a profile that was asked for and granted is fetched once', async () => {
  const { account, paths, calls } = await open(grant, { ...profile, unionid: 'u1' })
  expect(await identify(account, { ...asked, lang: 'en' })).toMatchObject({
    kind: 'profile',
    appid,
    openid,
    unionid: 'u1',
    profile: { nickname: '小明', openid },
  })
  expect(paths()).toEqual([exchange, '/sns/userinfo'])
  expect(calls[1]?.query.get('access_token')).toBe('AT')
  expect(calls[1]?.query.get('lang')).toBe('en')
})

test('a profile that was asked for and not granted is not fetched', async () => {
  const { account, paths } = await open({ ...grant, scope: 'snsapi_base' })
  expect(await identify(account, asked)).toMatchObject({ kind: 'base', openid, profileFailure: undefined })
  expect(paths()).toEqual([exchange])
})

test('a grant that names no scope is asked for the profile if that was the wish', async () => {
  const { account } = await open({ ...grant, scope: undefined })
  expect((await identify(account, asked)).kind).toBe('profile')
  expect((await identify(account, silent)).kind).toBe('base')
})

test('a virtual visitor is nobody: no ids, no profile call', async () => {
  const { account, paths } = await open({ ...grant, is_snapshotuser: 1, unionid: 'u1' })
  expect(await identify(account, asked)).toEqual({ kind: 'snapshot', appid })
  expect(paths()).toEqual([exchange])
})

test.each([
  ['another openid', grant, { ...profile, openid: other }],
  ['another unionid', { ...grant, unionid: 'u1' }, { ...profile, unionid: 'u2' }],
])('a profile with %s is a mismatch, not a sign-in', async (_title, grantAnswer, profileAnswer) => {
  const { account } = await open(grantAnswer, profileAnswer)
  await expect(identify(account, asked)).rejects.toMatchObject({ code: 'login_identity_mismatch' })
})

test('a unionid that only one of the two names is taken from there', async () => {
  const { account } = await open({ ...grant, unionid: 'u1' }, profile)
  expect(await identify(account, asked)).toMatchObject({ kind: 'profile', unionid: 'u1' })
})

test.each([
  [{ errcode: 48001, errmsg: 'api unauthorized' }, 'wire_errcode'],
  [{ errcode: -1, errmsg: 'system error' }, 'wire_errcode'],
  [{ openid }, 'wire_answer'],
  [[], 'wire_answer'],
  [{ nickname: '小明' }, 'wire_answer'],
])('a profile call that is answered %j does not spoil the sign-in', async (profileAnswer, code) => {
  const { account } = await open(grant, profileAnswer)
  expect(await identify(account, asked)).toMatchObject({ kind: 'base', openid, profileFailure: { code } })
})

test.each([
  [{ errcode: 40029, errmsg: 'invalid code' }, 'wire_errcode'],
  [{ ...grant, openid: undefined }, 'wire_answer'],
  [{ ...grant, openid: 'x' }, 'wire_answer'],
  [{ ...grant, openid: `${openid}<svg>` }, 'wire_answer'],
  [{ ...grant, openid: [openid] }, 'wire_answer'],
  [{ ...grant, errcode: '40163' }, 'wire_errcode'],
  [[grant], 'wire_answer'],
])('an exchange that is answered %j gives no identity and no second call', async (answer, code) => {
  const { account, paths } = await open(answer)
  await expect(identify(account, asked)).rejects.toMatchObject({ code })
  expect(paths()).toEqual([exchange])
})

test('an account of another make is checked in the same way', async () => {
  const { account } = await open(grant)
  const careless = {
    ...account,
    exchange: async (code: string) => ({ ...(await account.exchange(code)), openid: '' }),
  }
  await expect(identify(careless, silent)).rejects.toMatchObject({ code: 'wire_answer' })
})

test('an error that is not of WeChat is not taken for a missing profile', async () => {
  const { account } = await open(grant)
  const broken = { ...account, fetchProfile: () => Promise.reject(new Error('the program is wrong')) }
  await expect(identify(broken, asked)).rejects.toThrow('the program is wrong')
})

test.each([
  ['a text', 'c'],
  ['a secret of another use', hide('c', 'code')],
  ['nothing', undefined],
])('%s in the place of a checked code is refused before anything is asked', async (_, unchecked) => {
  const { account, calls } = await open(grant)
  const refused = identify(account, { code: unchecked as never, scope: 'snsapi_base' })
  await expect(refused).rejects.toMatchObject({ name: 'TypeError', code: 'login_code_unchecked' })
  expect(calls).toHaveLength(0)
})

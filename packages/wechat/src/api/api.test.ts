import { expect, expectTypeOf, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'
import {
  fetchProfile,
  fetchUserGrant,
  fetchUserTokenValidity,
  readUserToken,
  refreshUserGrant,
  type UserToken,
} from './oauth.ts'
import { type AppToken, fetchStableToken, fetchToken, readAppToken } from './token.ts'
import { fetchFollower } from './user.ts'

const openid = buildOpenid('xiaoming')
const now = () => 1_000_000
const grant = { access_token: 'AT', expires_in: 7200, refresh_token: 'RT', openid, scope: 'snsapi_userinfo' }

test('a code is exchanged by the four parameters of the page', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ ...grant, unionid: 'u1' }), { now })
  expect(reveal(await fetchUserGrant(wire, { appid: 'wx1', secret: 's', code: 'c' }))).toEqual({
    accessToken: 'AT',
    expiresAt: 8_200_000,
    refreshToken: 'RT',
    openid,
    scopes: ['snsapi_userinfo'],
    unionid: 'u1',
    snapshot: false,
    raw: { ...grant, unionid: 'u1' },
  })
  expect(calls[0]?.path).toBe('/sns/oauth2/access_token')
  expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({
    appid: 'wx1',
    secret: 's',
    code: 'c',
    grant_type: 'authorization_code',
  })
})

test('a grant is refreshed without a secret', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ ...grant, expires_in: '7000' }), { now })
  expect((await refreshUserGrant(wire, { appid: 'wx1', refreshToken: 'RT' })).expiresAt).toBe(8_000_000)
  expect(calls[0]?.path).toBe('/sns/oauth2/refresh_token')
  expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({
    appid: 'wx1',
    grant_type: 'refresh_token',
    refresh_token: 'RT',
  })
})

test.each([
  ['snsapi_base,snsapi_userinfo,', ['snsapi_base', 'snsapi_userinfo']],
  ['', []],
  [undefined, []],
])('scope %j is read as %j', async (scope, scopes) => {
  const { wire } = await openTinyWeChat(() => ({ ...grant, scope }))
  expect((await fetchUserGrant(wire, { appid: 'wx1', secret: 's', code: 'c' })).scopes).toEqual(scopes)
})

test.each([
  [1, true],
  ['1', true],
  [true, true],
  [0, false],
  ['0', false],
  [undefined, false],
  [null, false],
])('is_snapshotuser %j means snapshot %j', async (mark, snapshot) => {
  const { wire } = await openTinyWeChat(() => ({ ...grant, is_snapshotuser: mark }))
  expect((await fetchUserGrant(wire, { appid: 'wx1', secret: 's', code: 'c' })).snapshot).toBe(snapshot)
})

test.each([
  ['openid', undefined],
  ['openid', 'short'],
  ['openid', 42],
  ['access_token', ''],
  ['refresh_token', null],
  ['expires_in', undefined],
  ['expires_in', -1],
  ['expires_in', 0],
  ['expires_in', 'soon'],
  ['expires_in', 1e300],
  ['unionid', 7],
  ['scope', ['snsapi_base']],
])('a grant whose %s is %j is refused by name', async (field, value) => {
  const { wire } = await openTinyWeChat(() => ({ ...grant, [field]: value }))
  await expect(fetchUserGrant(wire, { appid: 'wx1', secret: 's', code: 'c' })).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining(field),
  })
})

test('a user token is valid, or not, or nobody knows', async () => {
  const answers = [
    { errcode: 0, errmsg: 'ok' },
    { errcode: 40003, errmsg: 'invalid openid' },
    { errcode: -1, errmsg: 'system error' },
  ]
  const { wire } = await openTinyWeChat(() => answers.shift())
  const ask = () => fetchUserTokenValidity(wire, { accessToken: readUserToken('AT'), openid })
  expect(await ask()).toBe(true)
  expect(await ask()).toBe(false)
  await expect(ask()).rejects.toMatchObject({ errcode: -1 })
})

test('a profile keeps what it has no name for, and shows its picture by https', async () => {
  const sent = {
    openid,
    nickname: '小明 😀',
    sex: 0,
    headimgurl: 'http://thirdwx.qlogo.cn/mmopen/vi_32/AAAA/132',
    privilege: ['chinaunicom', 7],
    language: '',
  }
  const { wire, calls } = await openTinyWeChat(() => sent)
  const accessToken = readUserToken('AT')
  expect(await fetchProfile(wire, { accessToken, openid })).toEqual({
    openid,
    nickname: '小明 😀',
    picture: 'https://thirdwx.qlogo.cn/mmopen/vi_32/AAAA/132',
    unionid: undefined,
    language: undefined,
    raw: sent,
  })
  await fetchProfile(wire, { accessToken, openid, lang: 'en' })
  expect(calls.map(({ query }) => query.get('lang'))).toEqual(['zh_CN', 'en'])
})

test("a visitor without an avatar has no picture, and a simulator's host keeps its scheme", async () => {
  const pictures = ['', 'http://localhost:4401/avatar/132']
  const { wire } = await openTinyWeChat(() => ({ openid, nickname: '', headimgurl: pictures.shift() }))
  const ask = () => fetchProfile(wire, { accessToken: readUserToken('AT'), openid })
  expect((await ask()).picture).toBeUndefined()
  expect((await ask()).picture).toBe('http://localhost:4401/avatar/132')
})

test('the two ways to an app token ask as their pages say', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ access_token: 'T', expires_in: 345 }), { now })
  const expected = { token: 'T', expiresAt: 1_345_000 }
  expect(reveal(await fetchToken(wire, { appid: 'wx1', secret: 's' }))).toEqual(expected)
  expect(reveal(await fetchStableToken(wire, { appid: 'wx1', secret: 's' }))).toEqual(expected)
  await fetchStableToken(wire, { appid: 'wx1', secret: 's', forceRefresh: true })
  expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({
    grant_type: 'client_credential',
    appid: 'wx1',
    secret: 's',
  })
  expect(
    calls.slice(1).map(({ method, path, body }) => [method, path, JSON.parse(body).force_refresh]),
  ).toEqual([
    ['POST', '/cgi-bin/stable_token', false],
    ['POST', '/cgi-bin/stable_token', true],
  ])
  expect(calls[1]?.query.size).toBe(0)
})

test('a follower and a stranger are told apart', async () => {
  const answers = [
    { subscribe: 1, openid, subscribe_time: 1382694957, unionid: 'u', subscribe_scene: 'ADD_SCENE_QR_CODE' },
    { subscribe: 0, openid, tagid_list: [] },
  ]
  const { wire } = await openTinyWeChat(() => answers.shift())
  const ask = () => fetchFollower(wire, { token: readAppToken('T'), openid })
  expect(await ask()).toMatchObject({
    subscribed: true,
    subscribedAt: 1_382_694_957_000,
    unionid: 'u',
    scene: 'ADD_SCENE_QR_CODE',
  })
  expect(await ask()).toMatchObject({ subscribed: false, subscribedAt: undefined, unionid: undefined })
})

test.each([
  [{ subscribe: 1, openid: buildOpenid('alice') }],
  [{ openid }],
  [{ subscribe: 2, openid }],
  [{ subscribe: 'yes', openid }],
])('follow answer %j is refused', async (answer) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchFollower(wire, { token: readAppToken('T'), openid })).rejects.toMatchObject({
    code: 'wire_answer',
  })
})

test('the two kinds of token are different types, and neither is empty', () => {
  expectTypeOf<AppToken>().not.toExtend<UserToken>()
  expectTypeOf<UserToken>().not.toExtend<AppToken>()
  expectTypeOf<string>().not.toExtend<AppToken>()
  expect(() => readAppToken('')).toThrow(expect.objectContaining({ code: 'secret_empty' }))
  expect(() => readUserToken('')).toThrow(expect.objectContaining({ code: 'secret_empty' }))
})

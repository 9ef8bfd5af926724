import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import {
  fetchMiniProgramSessionOnBehalf,
  fetchUserGrantOnBehalf,
  refreshUserGrantOnBehalf,
} from './on-behalf.ts'

const now = () => 1_000_000
const openid = buildOpenid('xiaoming')
const by = { componentAppid: 'wx00000000000000c1', token: hide('CT', 'component token') }
const component = { component_appid: by.componentAppid, component_access_token: 'CT' }
const grant = {
  access_token: 'AT',
  expires_in: 7200,
  refresh_token: 'RT',
  openid,
  scope: 'snsapi_base',
  is_snapshotuser: 1,
}
const granted = {
  accessToken: 'AT',
  expiresAt: 8_200_000,
  refreshToken: 'RT',
  openid,
  scopes: ['snsapi_base'],
  unionid: undefined,
  snapshot: true,
  raw: grant,
}

test('a code is exchanged by the token of the platform, without a secret of the account', async () => {
  const { wire, calls } = await openTinyWeChat(() => grant, { now })
  const code = hide('c', 'code')
  expect(reveal(await fetchUserGrantOnBehalf(wire, { ...by, appid: 'wx1', code }))).toEqual(granted)
  expect(listAsked(calls)).toEqual([
    {
      method: 'GET',
      path: '/sns/oauth2/component/access_token',
      query: { appid: 'wx1', code: 'c', grant_type: 'authorization_code', ...component },
      body: undefined,
    },
  ])
})

test('a grant is refreshed by the token of the platform', async () => {
  const { wire, calls } = await openTinyWeChat(() => grant, { now })
  const refreshed = await refreshUserGrantOnBehalf(wire, { ...by, appid: 'wx1', refreshToken: 'RT0' })
  expect(reveal(refreshed)).toEqual(granted)
  expect(listAsked(calls)).toEqual([
    {
      method: 'GET',
      path: '/sns/oauth2/component/refresh_token',
      query: { appid: 'wx1', grant_type: 'refresh_token', ...component, refresh_token: 'RT0' },
      body: undefined,
    },
  ])
})

test('the code of a mini program is exchanged by the token of the platform', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ openid, session_key: 'SK', unionid: 'u' }))
  const session = await fetchMiniProgramSessionOnBehalf(wire, { ...by, appid: 'wx1', code: 'js' })
  expect(reveal(session)).toMatchObject({ openid, unionid: 'u', sessionKey: 'SK' })
  expect(listAsked(calls)).toEqual([
    {
      method: 'GET',
      path: '/sns/component/jscode2session',
      query: { appid: 'wx1', js_code: 'js', grant_type: 'authorization_code', ...component },
      body: undefined,
    },
  ])
})

test.each([
  [40029, 'reauthorizeUser'],
  [61003, 'reauthorizeAccount'],
  [42006, 'refreshComponentToken'],
  [40001, 'refreshComponentToken'],
])('%i is for %s to act, at all three calls', async (errcode, kind) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  const account = { ...by, appid: 'wx1' }
  for (const refused of [
    fetchUserGrantOnBehalf(wire, { ...account, code: 'c' }),
    refreshUserGrantOnBehalf(wire, { ...account, refreshToken: 'RT' }),
    fetchMiniProgramSessionOnBehalf(wire, { ...account, code: 'js' }),
  ])
    await expect(refused).rejects.toMatchObject({ errcode, kind })
})

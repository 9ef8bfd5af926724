import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import {
  fetchAuthorization,
  fetchAuthorizerInfo,
  fetchAuthorizers,
  fetchAuthorizerTokens,
} from './authorizer.ts'

const now = () => 1_000_000
const by = { componentAppid: 'wx00000000000000c1', token: hide('CT', 'component token') }
const appid = 'wxf8b4f85f3a794e77'
const refreshText = 'refreshtoken@@@abcdefghij'
const permissions = [
  { funcscope_category: { id: 1 } },
  { funcscope_category: { id: '4' }, confirm_info: { need_confirm: 0 } },
]
const authorization = {
  authorizer_appid: appid,
  authorizer_access_token: 'AT-of-the-authorizer',
  expires_in: 7200,
  authorizer_refresh_token: refreshText,
  func_info: permissions,
}

test('an authorization code is redeemed for tokens and permissions, and the rest stays readable', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ authorization_info: authorization }), { now })
  const redeemed = await fetchAuthorization(wire, { ...by, authorizationCode: 'queryauthcode@@@q' })
  expect(reveal(redeemed)).toEqual({
    appid,
    tokens: {
      accessToken: 'AT-of-the-authorizer',
      expiresAt: 8_200_000,
      refreshToken: refreshText,
    },
    permissions: [1, 4],
    raw: authorization,
  })
  expect(redeemed.tokens?.accessToken.use).toBe('app token')
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/component/api_query_auth',
      query: { component_access_token: 'CT' },
      body: { component_appid: by.componentAppid, authorization_code: 'queryauthcode@@@q' },
    },
  ])
})

test.each([
  [{ authorizer_access_token: undefined, authorizer_refresh_token: undefined }],
  [{ authorizer_access_token: '', authorizer_refresh_token: '' }],
  [{ authorizer_access_token: undefined }],
])('an account without API ability has no tokens, and %j hides what there is', async (change) => {
  const { wire } = await openTinyWeChat(() => ({ authorization_info: { ...authorization, ...change } }))
  const redeemed = await fetchAuthorization(wire, { ...by, authorizationCode: 'q' })
  expect(redeemed).toMatchObject({ appid, tokens: undefined, permissions: [1, 4] })
  expect(JSON.stringify(redeemed)).not.toContain('abcdef')
})

test.each([
  [61009, 'reauthorizeAccount'],
  [61010, 'reauthorizeAccount'],
  [42001, 'refreshComponentToken'],
])('a code refused with %i is for %s to act', async (errcode, kind) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  await expect(fetchAuthorization(wire, { ...by, authorizationCode: 'q' })).rejects.toMatchObject({
    errcode,
    kind,
  })
})

test('the token of an account is fetched with its refresh token, and the refresh token may be a new one', async () => {
  const { expires_in, authorizer_access_token } = authorization
  const sent = { authorizer_access_token, expires_in, authorizer_refresh_token: 'refreshtoken@@@new' }
  const { wire, calls } = await openTinyWeChat(() => sent, { now })
  const refreshToken = hide(refreshText, 'authorizer refresh token')
  const tokens = await fetchAuthorizerTokens(wire, { ...by, appid, refreshToken })
  expect(reveal(tokens)).toEqual({
    accessToken: 'AT-of-the-authorizer',
    expiresAt: 8_200_000,
    refreshToken: 'refreshtoken@@@new',
  })
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/component/api_authorizer_token',
      query: { component_access_token: 'CT' },
      body: {
        component_appid: by.componentAppid,
        authorizer_appid: appid,
        authorizer_refresh_token: refreshText,
      },
    },
  ])
})

test.each([
  [61003, 'reauthorizeAccount'],
  [61023, 'reauthorizeAccount'],
  [61014, 'config'],
])('an account refused with %i is for %s to act', async (errcode, kind) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  await expect(fetchAuthorizerTokens(wire, { ...by, appid, refreshToken: 'r' })).rejects.toMatchObject({
    errcode,
    kind,
  })
})

test('a page of accounts has what WeChat knows of each, 100 unless told, and 500 of them fit', async () => {
  const long = { authorizer_appid: appid, refresh_token: refreshText.padEnd(200, 'x'), auth_time: 1558000607 }
  const lists = [
    [
      long,
      { authorizer_appid: appid, refresh_token: '', auth_time: '1558000607' },
      { authorizer_appid: appid },
    ],
    Array.from({ length: 500 }, () => long),
  ]
  const { wire, calls } = await openTinyWeChat(() => ({ total_count: '33', list: lists.shift() }))
  const page = await fetchAuthorizers(wire, by)
  expect(reveal(page)).toEqual({
    total: 33,
    authorizers: [
      { appid, refreshToken: long.refresh_token, authorizedAt: 1_558_000_607_000 },
      { appid, refreshToken: undefined, authorizedAt: 1_558_000_607_000 },
      { appid, refreshToken: undefined, authorizedAt: undefined },
    ],
  })
  expect((await fetchAuthorizers(wire, { ...by, offset: 33, count: 500 })).authorizers).toHaveLength(500)
  expect(listAsked(calls).map(({ path, body }) => [path, body])).toEqual([
    [
      '/cgi-bin/component/api_get_authorizer_list',
      { component_appid: by.componentAppid, offset: 0, count: 100 },
    ],
    [
      '/cgi-bin/component/api_get_authorizer_list',
      { component_appid: by.componentAppid, offset: 33, count: 500 },
    ],
  ])
})

test('the info of an account tells its name and kind, and never its access token', async () => {
  const info = { nick_name: '花店', user_name: 'gh_000000000001', principal_name: '某公司' }
  const grant = { authorizer_appid: appid, authorizer_refresh_token: refreshText, func_info: permissions }
  const infos = [info, { ...info, MiniProgramInfo: { network: {} } }]
  const { wire, calls } = await openTinyWeChat(() => ({
    authorizer_info: infos.shift(),
    authorization_info: grant,
  }))
  expect(reveal(await fetchAuthorizerInfo(wire, { ...by, appid }))).toEqual({
    appid,
    name: '花店',
    originalId: 'gh_000000000001',
    miniProgram: false,
    permissions: [1, 4],
    refreshToken: refreshText,
    raw: info,
  })
  expect((await fetchAuthorizerInfo(wire, { ...by, appid })).miniProgram).toBe(true)
  expect(listAsked(calls)[0]).toEqual({
    method: 'POST',
    path: '/cgi-bin/component/api_get_authorizer_info',
    query: { component_access_token: 'CT' },
    body: { component_appid: by.componentAppid, authorizer_appid: appid },
  })
})

test.each([
  [{}, 'authorization_info'],
  [{ authorization_info: { ...authorization, authorizer_appid: '' } }, 'authorizer_appid'],
  [{ authorization_info: { ...authorization, expires_in: 'soon' } }, 'expires_in'],
  [{ authorization_info: { ...authorization, func_info: [{}] } }, 'funcscope_category'],
  [{ authorization_info: { ...authorization, func_info: [{ funcscope_category: {} }] } }, 'id'],
  [{ authorization_info: { ...authorization, func_info: 4 } }, 'func_info'],
])('authorization %j is refused by the name of its field', async (answer, field) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchAuthorization(wire, { ...by, authorizationCode: 'q' })).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining(field),
  })
})

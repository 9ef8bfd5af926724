import { expect, test } from 'vitest'
import { buildAuthorization, openPlatform } from '../../test/platform-setting.ts'

const used = { errcode: 61009, errmsg: 'code is invalid' }
const gone = { errcode: 61003, errmsg: 'gone' }

test('an authorization without API ability leaves no token of the one before', async () => {
  const { platform, appid } = await openPlatform({
    api_query_auth: ({ authorization_code: code = '' }) => buildAuthorization(code, code === 'one'),
    api_get_authorizer_info: () => gone,
  })
  await platform.takeAuthorization('one')
  expect(await platform.takeAuthorization('two')).toMatchObject({ appid, callable: false })
  await expect(platform.authorizer(appid).appToken.get()).rejects.toMatchObject({ errcode: 61003 })
})

test('an account that had withdrawn is back by the push although the answer to its code was lost', async () => {
  let isAuthorized = false
  const { platform, tell, appid } = await openPlatform({
    api_query_auth: ({ authorization_code: code = '' }) => (code === 'one' ? buildAuthorization(code) : used),
    api_get_authorizer_info: () => {
      const { authorization_info } = buildAuthorization('known')
      return isAuthorized ? { authorizer_info: {}, authorization_info } : gone
    },
    api_authorizer_token: ({ authorizer_refresh_token: token }) =>
      token === 'refresh-known'
        ? { authorizer_access_token: 'access-new', expires_in: 7200, authorizer_refresh_token: token }
        : { errcode: 61023, errmsg: 'refresh_token is invalid' },
  })
  await platform.takeAuthorization('one')
  await platform.receive(tell('unauthorized'))
  await expect(platform.receive(tell('authorized'))).rejects.toMatchObject({ errcode: 61009 })
  isAuthorized = true
  expect(await platform.receive(tell('authorized'))).toEqual({
    kind: 'authorized',
    appid,
    permissions: [4],
    callable: true,
  })
  expect((await platform.authorizer(appid).appToken.get()).token.reveal()).toBe('access-new')
})

test.each([null, undefined, ''])(
  'an owner who comes back with the code %j has not authorized',
  async (code) => {
    const { platform } = await openPlatform({})
    await expect(platform.takeAuthorization(code)).rejects.toMatchObject({ code: 'platform_code_missing' })
  },
)

test('a message of an account is handed back as it is', async () => {
  const { platform } = await openPlatform({})
  const person = { toUserName: 'gh_1', fromUserName: 'o1', createdAt: 1, raw: {} }
  const message = { ...person, kind: 'text', content: 'tea', msgId: '1' } as const
  expect(await platform.receive(message)).toEqual({ kind: 'message', message })
})

test('an account is the same one until it is closed, and another one afterwards', async () => {
  const { platform, appid } = await openPlatform({})
  const account = platform.account(appid)
  expect(platform.account(appid)).toBe(account)
  account.close()
  expect(platform.account(appid)).not.toBe(account)
})

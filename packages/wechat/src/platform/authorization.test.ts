import { expect, test } from 'vitest'
import { buildAuthorization, openPlatform } from '../../test/platform-setting.ts'

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

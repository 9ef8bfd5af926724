import { expect, test } from 'vitest'
import { openPlatform } from '../../test/platform-setting.ts'

const gone = { errcode: 61003, errmsg: 'gone' }

test('a withdrawal that is looked into slowly does not undo an authorization of meanwhile', async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  const { platform, another, tell, appid } = await openPlatform({
    api_get_authorizer_info: async () => {
      ask()
      await answered
      return gone
    },
  })
  await platform.takeAuthorization('one')
  const slow = platform.receive(tell('unauthorized'))
  await asked
  await another().takeAuthorization('two')
  answer()
  expect(await slow).toEqual({ kind: 'ignored', appid })
  expect((await another().authorizer(appid).appToken.get()).token.reveal()).toBe('access-two')
})

test('a withdrawal counts although our clock is ahead of WeChat’s', async () => {
  const { platform, tell, appid } = await openPlatform({ api_get_authorizer_info: () => gone })
  await platform.takeAuthorization('one')
  expect(await platform.receive(tell('unauthorized', -60_000))).toEqual({ kind: 'withdrawn', appid })
})

test('a token that was being fetched while the account withdrew serves nobody', async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  const { platform, another, tell, appid, advance } = await openPlatform({
    api_get_authorizer_info: () => gone,
    api_authorizer_token: async () => {
      ask()
      await answered
      return {
        authorizer_access_token: 'access-late',
        expires_in: 7200,
        authorizer_refresh_token: 'refresh-late',
      }
    },
  })
  await platform.takeAuthorization('one')
  advance(7_300_000)
  const late = another().authorizer(appid).appToken.get()
  const withdrawn = expect(late).rejects.toMatchObject({ code: 'platform_authorizer_withdrawn' })
  await asked
  expect(await platform.receive(tell('unauthorized'))).toEqual({ kind: 'withdrawn', appid })
  answer()
  await withdrawn
})

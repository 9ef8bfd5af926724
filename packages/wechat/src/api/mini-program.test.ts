import { expect, test } from 'vitest'
import { reveal } from '../../test/reveal.ts'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchMiniProgramSession } from './mini-program.ts'

const openid = buildOpenid('xiaoming')
const session = { openid, session_key: 'tiihtNczf5v6AKRyjwEUhQ==', unionid: 'u1', expires_in: 7200 }
const credentials = { appid: 'wx1', secret: 's', code: 'js' }

test('the code of wx.login() becomes a session, and old fields stay readable', async () => {
  const { wire, calls } = await openTinyWeChat(() => session)
  expect(reveal(await fetchMiniProgramSession(wire, credentials))).toEqual({
    openid,
    unionid: 'u1',
    sessionKey: session.session_key,
    raw: session,
  })
  expect(listAsked(calls)).toEqual([
    {
      method: 'GET',
      path: '/sns/jscode2session',
      query: { appid: 'wx1', secret: 's', js_code: 'js', grant_type: 'authorization_code' },
      body: undefined,
    },
  ])
})

test('a mini program without an open-platform account gives no unionid', async () => {
  const { wire } = await openTinyWeChat(() => ({ ...session, unionid: undefined }))
  expect((await fetchMiniProgramSession(wire, credentials)).unionid).toBeUndefined()
})

test.each([
  [40029, 'reauthorizeUser', false],
  [40163, 'reauthorizeUser', false],
  [40226, 'userBlocked', false],
  [45011, 'retryLater', true],
  [40125, 'config', false],
])('%i is for %s to act', async (errcode, kind, retryable) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  await expect(fetchMiniProgramSession(wire, credentials)).rejects.toMatchObject({ errcode, kind, retryable })
})

test.each(['openid', 'session_key'])('a session without %s is refused by name', async (field) => {
  const { wire } = await openTinyWeChat(() => ({ ...session, [field]: '' }))
  await expect(fetchMiniProgramSession(wire, credentials)).rejects.toMatchObject({
    code: 'wire_answer',
    message: expect.stringContaining(field),
  })
})

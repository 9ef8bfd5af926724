import { expect, test } from 'vitest'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { wechatOrigins } from '../wire/origins.ts'
import { fetchProfile, readUserToken } from './oauth.ts'

async function readPicture(headimgurl: unknown, isReal = false) {
  const openid = buildOpenid('a')
  const { wire, origin } = await openTinyWeChat(() => ({ openid, nickname: 'a', headimgurl }))
  const origins = { ...wechatOrigins, api: origin }
  const used = isReal ? { ...wire, origins } : wire
  return (await fetchProfile(used, { accessToken: readUserToken('AT'), openid })).picture
}

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,<script>',
  'http://evil.example/a',
  '//evil.example/a',
  'text',
])('the picture %j is none', async (headimgurl) => {
  expect(await readPicture(headimgurl)).toBeUndefined()
  expect(await readPicture(headimgurl, true)).toBeUndefined()
})

test('a picture is https, and of WeChat’s own hosts always', async () => {
  expect(await readPicture('https://thirdwx.qlogo.cn/mmopen/a/132', true)).toBe(
    'https://thirdwx.qlogo.cn/mmopen/a/132',
  )
  expect(await readPicture('http://wx.qlogo.cn/mmopen/a/0', true)).toBe('https://wx.qlogo.cn/mmopen/a/0')
})

test.each(['http://localhost:4401/a/132', 'http://127.0.0.1:4401/a/132', 'http://[::1]:4401/a/132'])(
  'the picture %s is a simulator’s, and none at WeChat itself',
  async (headimgurl) => {
    expect(await readPicture(headimgurl)).toBe(headimgurl)
    expect(await readPicture(headimgurl, true)).toBeUndefined()
  },
)

import { expect, test } from 'vitest'
import { buildOpenid, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createAccount } from './account.ts'

const appid = 'wx5a4db0c500000001'
const openid = buildOpenid('xiaoming')

async function open() {
  let count = 0
  const tiny = await openTinyWeChat(({ path, query }) => {
    if (path === '/cgi-bin/stable_token') {
      count += 1
      return { access_token: `t${count}`, expires_in: 7200 }
    }
    if (path === '/sns/oauth2/access_token')
      return { access_token: 'AT', expires_in: 7200, refresh_token: 'RT', openid, scope: 'snsapi_base' }
    return query.get('access_token') === 't1' ? { errcode: 42001 } : { subscribe: 1, openid }
  })
  const options = { wire: tiny.wire, store: createMemoryStore(), appid }
  return { ...tiny, account: createAccount({ ...options, secret: () => 's3cret' }) }
}

test('making an account asks WeChat nothing', async () => {
  const { calls } = await open()
  expect(calls).toHaveLength(0)
})

test('an account builds links to the origin of its wire', async () => {
  const { account, origin } = await open()
  const link = account.authorizeUrl({ redirectUri: 'http://localhost/cb', scope: 'snsapi_base', state: 's' })
  expect(link).toMatch(`${origin}/connect/oauth2/authorize?appid=${appid}&redirect_uri=`)
})

test('an account exchanges codes with its secret', async () => {
  const { account, calls } = await open()
  expect((await account.exchange('c')).openid).toBe(openid)
  expect(calls[0]?.query.get('secret')).toBe('s3cret')
})

test('asking for a follower fetches the app token, and once more when it has died', async () => {
  const { account, calls } = await open()
  expect((await account.fetchFollower(openid)).subscribed).toBe(true)
  expect((await account.getAppToken()).reveal()).toBe('t2')
  expect(calls.map(({ path }) => path)).toEqual([
    '/cgi-bin/stable_token',
    '/cgi-bin/user/info',
    '/cgi-bin/stable_token',
    '/cgi-bin/user/info',
  ])
})

test('a closed account gives no token', async () => {
  const { account } = await open()
  account.close()
  await expect(account.getAppToken()).rejects.toMatchObject({ code: 'credential_closed' })
})

import type { Agent } from 'node:https'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { openOnPhone, startSdkTown } from './sdk-town.ts'

interface Tokens {
  openid: string
  access_token: string
  refresh_token: string
  expires_in: number
}

interface OAuth {
  setOpts(options: { agent: Agent }): void
  getAuthorizeURL(redirect: string, state: string, scope: string): string
  getAuthorizeURLForWebsite(redirect: string, state: string, scope: string): string
  getAccessToken(code: string): Promise<{ data: Tokens }>
  getUser(openid: string): Promise<Record<string, unknown>>
  getUserByCode(code: string): Promise<Record<string, unknown>>
  refreshAccessToken(refreshToken: string): Promise<{ data: Tokens }>
  verifyToken(openid: string, accessToken: string): Promise<unknown>
}

const require = createRequire(import.meta.url)
const PublishedOAuth: new (appid: string, secret: string) => OAuth = require('co-wechat-oauth')

const appid = 'wx5a4db0c500000001'
const callback = 'http://localhost:3000/callback'

async function openOAuth() {
  const { control, agent } = await startSdkTown()
  const create = (id: string, secret: string) => {
    const oauth = new PublishedOAuth(id, secret)
    oauth.setOpts({ agent })
    return oauth
  }
  return { control, create, oauth: create(appid, '5ec00000000000000000000000000001') }
}

/** @see https://github.com/node-webot/co-wechat-oauth */
test('co-wechat-oauth as published signs somebody in over TLS: openid, profile, refresh, check', async () => {
  const { control, oauth } = await openOAuth()
  const url = oauth.getAuthorizeURL(callback, 'abc', 'snsapi_userinfo')
  expect(new URL(url).origin).toBe('https://open.weixin.qq.com')
  const { code, state } = await openOnPhone(control, 'xiaoming', url)
  expect(state).toBe('abc')
  const { data } = await oauth.getAccessToken(code)
  const { people } = await control.state()
  const xiaoming = people.find(({ id }) => id === 'xiaoming')
  expect(data).toMatchObject({ openid: xiaoming?.openids[appid], expires_in: 7200 })
  expect(await oauth.getUser(data.openid)).toMatchObject({
    openid: data.openid,
    nickname: '小明',
    unionid: xiaoming?.unionid,
    privilege: [],
  })
  const { data: refreshed } = await oauth.refreshAccessToken(data.refresh_token)
  expect(refreshed.openid).toBe(data.openid)
  expect(await oauth.verifyToken(data.openid, refreshed.access_token)).toMatchObject({ errmsg: 'ok' })
})

test('co-wechat-oauth refreshes by itself when the token of the user has expired', async () => {
  const { control, oauth } = await openOAuth()
  const { code } = await openOnPhone(
    control,
    'alice',
    oauth.getAuthorizeURL(callback, 'abc', 'snsapi_userinfo'),
  )
  const { data } = await oauth.getAccessToken(code)
  const inThreeHours = Date.now() + 3 * 3600 * 1000
  await control.clock({ now: new Date(inThreeHours).toISOString() })
  await expect(oauth.verifyToken(data.openid, data.access_token)).rejects.toMatchObject({
    name: 'WeChatAPIError',
  })
  const { data: refreshed } = await oauth.refreshAccessToken(data.refresh_token)
  expect(await oauth.verifyToken(data.openid, refreshed.access_token)).toMatchObject({ errcode: 0 })
})

test('co-wechat-oauth signs in at a website by a scanned code', async () => {
  const { control, create } = await openOAuth()
  const website = create('wx5a4db0c500000005', '5ec00000000000000000000000000005')
  const link = new URL(website.getAuthorizeURLForWebsite(callback, 'abc', 'snsapi_login'))
  expect(`${link.origin}${link.pathname}`).toBe('https://open.weixin.qq.com/connect/qrconnect')
  const page = await fetch(`${control.url}${link.pathname}${link.search}`)
  const uuid = String(/data-uuid="([\w-]+)"/.exec(await page.text())?.[1])
  expect(await control.scan({ person: 'lihua', uuid })).toMatchObject({ page: 'confirmed' })
  const poll = await fetch(`${control.url}/connect/l/qrconnect?uuid=${uuid}`)
  const code = String(/wx_code='([^']+)'/.exec(await poll.text())?.[1])
  expect(await website.getUserByCode(code)).toMatchObject({ nickname: '李华' })
})

test('co-wechat-oauth reads the errors of WeChat: a spent code and a wrong secret', async () => {
  const { control, oauth, create } = await openOAuth()
  const url = oauth.getAuthorizeURL(callback, 'abc', 'snsapi_base')
  const { code } = await openOnPhone(control, 'alice', url)
  await oauth.getAccessToken(code)
  await expect(oauth.getAccessToken(code)).rejects.toMatchObject({ name: 'WeChatAPIError', code: 40163 })
  const wrong = create(appid, '0'.repeat(32))
  await expect(wrong.getAccessToken(code)).rejects.toMatchObject({ code: 40125 })
})

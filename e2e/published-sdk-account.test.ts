import { createHash } from 'node:crypto'
import { type Agent, get } from 'node:https'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { readOpenid, startSdkTown } from './sdk-town.ts'

type Answer = Record<string, unknown>

interface Account {
  setOpts(options: { agent: Agent }): void
  getAccessToken(): Promise<{ accessToken: string; expireTime: number }>
  getUser(openid: string): Promise<Answer>
  batchGetUsers(openids: string[]): Promise<Answer>
  getFollowers(): Promise<{ total: number; data: { openid: string[] } }>
  createTmpQRCode(scene: number | string, seconds: number): Promise<{ ticket: string; url: string }>
  createLimitQRCode(scene: number | string): Promise<{ ticket: string; url: string }>
  showQRCodeURL(ticket: string): string
  getLatestTicket(): Promise<{ ticket: string }>
  getJsConfig(wanted: { debug: boolean; jsApiList: string[]; url: string }): Promise<{
    appId: string
    timestamp: string
    nonceStr: string
    signature: string
  }>
  createMenu(menu: unknown): Promise<Answer>
  getMenu(): Promise<Answer>
  removeMenu(): Promise<Answer>
  getIp(): Promise<{ ip_list: string[] }>
  sendText(openid: string, text: string): Promise<Answer>
}

const require = createRequire(import.meta.url)
const PublishedApi: new (appid: string, secret: string) => Account = require('co-wechat-api')

const appid = 'wx5a4db0c500000001'

async function openAccount(secret = '5ec00000000000000000000000000001') {
  const { control, agent } = await startSdkTown()
  const account = new PublishedApi(appid, secret)
  account.setOpts({ agent })
  return { control, agent, account }
}

/** @see https://github.com/node-webot/co-wechat-api */
test('co-wechat-api as published reads who follows, one by one, many at once and as a list', async () => {
  const { control, account } = await openAccount()
  const [xiaoming, alice] = [
    await readOpenid(control, 'xiaoming', appid),
    await readOpenid(control, 'alice', appid),
  ]
  expect(await account.getUser(xiaoming)).toMatchObject({ subscribe: 1, openid: xiaoming })
  expect(await account.getUser(alice)).toMatchObject({ subscribe: 0, openid: alice })
  const many = await account.batchGetUsers([xiaoming, alice])
  expect(many).toMatchObject({ user_info_list: [{ subscribe: 1 }, { subscribe: 0 }] })
  const followers = await account.getFollowers()
  expect(followers.data.openid).toContain(xiaoming)
  expect(followers.data.openid).not.toContain(alice)
  expect(followers.total).toBe(followers.data.openid.length)
  expect((await control.journal({ path: '/cgi-bin/token' })).total).toBe(1)
})

test('co-wechat-api fetches a new token by itself when WeChat says that its own is dead', async () => {
  const { control, account } = await openAccount()
  const { accessToken } = await account.getAccessToken()
  await control.expireTokens(appid)
  const openid = await readOpenid(control, 'xiaoming', appid)
  expect(await account.getUser(openid)).toMatchObject({ subscribe: 1 })
  expect((await control.journal({ path: '/cgi-bin/token' })).total).toBe(2)
  expect((await account.getAccessToken()).accessToken).not.toBe(accessToken)
})

test('co-wechat-api makes scene codes that a phone can scan and a page can show', async () => {
  const { control, agent, account } = await openAccount()
  const short = await account.createTmpQRCode('table-7', 600)
  const long = await account.createLimitQRCode(12)
  expect(new URL(short.url).origin).toBe('http://weixin.qq.com')
  await control.scan({ person: 'alice', url: short.url })
  const openid = await readOpenid(control, 'alice', appid)
  expect(await account.getUser(openid)).toMatchObject({ subscribe: 1, qr_scene_str: 'table-7' })
  await control.scan({ person: 'grey', ticket: long.ticket })
  const grey = await readOpenid(control, 'grey', appid)
  expect(await account.getUser(grey)).toMatchObject({ subscribe: 1, qr_scene: 12 })
  const picture = await load(account.showQRCodeURL(short.ticket), agent)
  expect(picture).toEqual({ status: 200, type: expect.stringMatching(/^image\//) })
})

test('co-wechat-api signs a page for the JS-SDK with the ticket it was given', async () => {
  const { account } = await openAccount()
  const url = 'http://localhost:3000/tea?cup=1'
  const config = await account.getJsConfig({ debug: false, jsApiList: ['chooseImage'], url })
  const { ticket } = await account.getLatestTicket()
  const text = `jsapi_ticket=${ticket}&noncestr=${config.nonceStr}&timestamp=${config.timestamp}&url=${url}`
  expect(config.appId).toBe(appid)
  expect(config.signature).toBe(createHash('sha1').update(text).digest('hex'))
})

test('co-wechat-api makes a menu and writes to somebody who has just written', async () => {
  const { control, account } = await openAccount()
  const button = [{ type: 'click', name: '今日茶单', key: 'TODAY' }]
  expect(await account.createMenu({ button })).toMatchObject({ errcode: 0 })
  expect(await account.getMenu()).toMatchObject({ menu: { button: [{ key: 'TODAY' }] } })
  const openid = await readOpenid(control, 'xiaoming', appid)
  await control.rules({ customMessageWindow: 'refuse' })
  await expect(account.sendText(openid, '您好')).rejects.toMatchObject({ code: 45015 })
  await control.chat({ person: 'xiaoming', appid, menu: 'TODAY' })
  expect(await account.sendText(openid, '龙井，铁观音 😀')).toMatchObject({ errcode: 0 })
  const [chat] = await control.chats({ person: 'xiaoming', appid })
  expect(chat?.lines.at(-1)).toMatchObject({ from: 'account', type: 'text', text: '龙井，铁观音 😀' })
  expect(await account.removeMenu()).toMatchObject({ errcode: 0 })
  expect((await account.getIp()).ip_list.length).toBeGreaterThan(0)
})

test('co-wechat-api reads the errors of WeChat: a wrong secret, an openid of nobody', async () => {
  const wrong = await openAccount('0'.repeat(32))
  await expect(wrong.account.getAccessToken()).rejects.toMatchObject({ name: 'WeChatAPIError', code: 40125 })
  const { account } = await openAccount()
  await expect(account.getUser('nobody')).rejects.toMatchObject({ name: 'WeChatAPIError', code: 40003 })
})

/** Loads a picture as a browser would. */
function load(url: string, agent: Agent): Promise<{ status: number; type: string }> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume()
      resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '' })
    }).on('error', reject)
  })
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Agent } from 'node:https'
import { createRequire } from 'node:module'
import type { SimulatorControl } from '@wxgate/simulator/test-kit'
import { expect, test } from 'vitest'
import { readOpenid, startSdkTown, startServer } from './sdk-town.ts'

type Message = Record<string, string>

/** What the middleware reads of koa's context, and what it writes. */
interface Visit {
  method: string
  query: Record<string, string>
  req: IncomingMessage
  request: { length?: number; charset?: string }
  status?: number
  type?: string
  body?: string
}

interface Middleware {
  middleware(handle: (message: Message) => Promise<unknown>): (visit: Visit) => Promise<void>
}

interface SceneMaker {
  setOpts(options: { agent: Agent }): void
  createTmpQRCode(scene: string, seconds: number): Promise<{ ticket: string }>
}

const require = createRequire(import.meta.url)
const publishedMessages: (settings: {
  appid: string
  token: string
  encodingAESKey: string
}) => Middleware = require('co-wechat')

const PublishedApi: new (appid: string, secret: string) => SceneMaker = require('co-wechat-api')

const appid = 'wx5a4db0c500000001'
const settings = {
  appid,
  token: 'wxgatetoken',
  encodingAESKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
}

/** A server of co-wechat that answers with what `reply` makes of a message; remembers the messages. */
async function startMessageServer(
  control: SimulatorControl,
  reply: (message: Message) => unknown,
  changes: Partial<typeof settings> = {},
): Promise<Message[]> {
  const messages: Message[] = []
  const middleware = publishedMessages({ ...settings, ...changes }).middleware(async (message) => {
    messages.push(message)
    return reply(message)
  })
  const url = await startServer((request, response) => void answer(middleware, request, response))
  await control.setPush({ appid, url, mode: 'safe' })
  return messages
}

async function answer(
  middleware: (visit: Visit) => Promise<void>,
  req: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const query = Object.fromEntries(new URL(req.url ?? '/', 'http://localhost').searchParams)
  const visit: Visit = { method: req.method ?? '', query, req, request: {} }
  await middleware(visit)
  response.writeHead(visit.status ?? 200, { 'content-type': visit.type ?? 'text/plain' }).end(visit.body)
}

async function readLastLine(control: SimulatorControl, person: string) {
  const [chat] = await control.chats({ person, appid })
  return chat?.lines.at(-1)
}

/** @see https://github.com/node-webot/co-wechat */
test('co-wechat as published reads encrypted follows, texts and scans, and the phone shows its answers', async () => {
  const { control } = await startSdkTown()
  const messages = await startMessageServer(control, ({ MsgType, Event, Content, EventKey }) =>
    MsgType === 'text' ? `您说：${Content}` : `${Event} ${EventKey}`,
  )
  const openid = await readOpenid(control, 'alice', appid)

  const [followed] = await control.follow('alice', appid)
  expect(followed).toMatchObject({ event: 'subscribe', mode: 'safe', accepted: true, attempt: 1 })
  expect(followed?.sent.body).not.toContain('subscribe')
  expect(messages.at(-1)).toMatchObject({ MsgType: 'event', Event: 'subscribe', FromUserName: openid })
  expect(await readLastLine(control, 'alice')).toMatchObject({ from: 'account', type: 'text' })

  await control.chat({ person: 'alice', appid, text: '有龙井吗？😀 <b>' })
  expect(messages.at(-1)).toMatchObject({ MsgType: 'text', Content: '有龙井吗？😀 <b>' })
  expect(messages.at(-1)?.MsgId).toMatch(/^\d+$/)
  expect(await readLastLine(control, 'alice')).toMatchObject({
    from: 'account',
    text: '您说：有龙井吗？😀 <b>',
  })
  const { deliveries } = await control.deliveries({ to: appid, limit: 1 })
  expect(deliveries[0]?.body).toContain('<Encrypt>')
})

test('co-wechat reads the scene of a scanned code, of a follower and of somebody new', async () => {
  const { control, agent } = await startSdkTown()
  const messages = await startMessageServer(control, ({ Event, EventKey }) => `${Event} ${EventKey}`)
  const account = new PublishedApi(appid, '5ec00000000000000000000000000001')
  account.setOpts({ agent })
  const { ticket } = await account.createTmpQRCode('table-7', 600)
  await control.scan({ person: 'xiaoming', ticket })
  expect(messages.at(-1)).toMatchObject({ Event: 'SCAN', EventKey: 'table-7', Ticket: ticket })
  expect(await readLastLine(control, 'xiaoming')).toMatchObject({ from: 'account', text: 'SCAN table-7' })
  await control.scan({ person: 'grey', ticket })
  expect(messages.at(-1)).toMatchObject({
    Event: 'subscribe',
    EventKey: 'qrscene_table-7',
    Ticket: ticket,
  })
})

test('co-wechat answers with a card, and with nothing', async () => {
  const { control } = await startSdkTown()
  const url = 'http://localhost:3000/tea'
  const card = [{ title: '春茶', description: '新到', picurl: 'http://localhost:3000/tea.png', url }]
  await startMessageServer(control, ({ Content }) => (Content === '茶单' ? card : ''))
  await control.chat({ person: 'xiaoming', appid, text: '茶单' })
  expect(await readLastLine(control, 'xiaoming')).toMatchObject({
    from: 'account',
    type: 'news',
    text: '春茶',
    url,
  })
  const { deliveries } = await control.chat({ person: 'xiaoming', appid, text: '谢谢' })
  expect(deliveries).toMatchObject([{ accepted: true, body: '' }])
  expect(await readLastLine(control, 'xiaoming')).toMatchObject({ from: 'person', text: '谢谢' })
})

test('co-wechat in plain mode answers in plain XML', async () => {
  const { control } = await startSdkTown()
  await startMessageServer(control, ({ Content }) => `您说：${Content}`)
  await control.setPush({ appid, mode: 'plain' })
  const { deliveries } = await control.chat({ person: 'xiaoming', appid, text: '你好' })
  expect(deliveries).toMatchObject([{ mode: 'plain', accepted: true }])
  expect(await readLastLine(control, 'xiaoming')).toMatchObject({ from: 'account', text: '您说：你好' })
})

test('the address of a co-wechat server with another token is not taken', async () => {
  const { control } = await startSdkTown()
  await expect(startMessageServer(control, () => '', { token: 'another' })).rejects.toMatchObject({
    status: 400,
  })
})

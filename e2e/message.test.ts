import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import {
  type ReceiveOptions,
  receiveMessage,
  successReply,
  verifyUrl,
  type WeChatMessage,
} from '@wxgate/wechat/message'
import { expect, onTestFinished, test } from 'vitest'

const keys = {
  appid: 'wx5a4db0c500000001',
  token: 'wxgatetoken',
  encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890',
}

interface Receiver {
  url: string
  /** What was acted on: a repetition is not. */
  messages: WeChatMessage[]
}

async function startReceiver(settings: Pick<ReceiveOptions, 'keys' | 'mode'>): Promise<Receiver> {
  const messages: WeChatMessage[] = []
  const seen = new Set<string>()
  async function answer(request: IncomingMessage): Promise<string> {
    const query = new URL(request.url ?? '/', 'http://localhost').searchParams
    if (request.method === 'GET') return await verifyUrl({ query, token: settings.keys.token })
    const body = Buffer.concat(await request.toArray())
    const { message, identity, buildReply } = await receiveMessage({ ...settings, query, body })
    if (!seen.has(identity)) messages.push(message)
    seen.add(identity)
    return message.kind === 'text' ? await buildReply(`您说：${message.content}`) : successReply
  }
  const listen = (request: IncomingMessage, response: ServerResponse) =>
    answer(request).then(
      (text) => response.end(text),
      (error) => response.writeHead(error.code === 'message_xml' ? 400 : 403).end(),
    )
  const server = createServer((request, response) => void listen(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}/`, messages }
}

async function startTown(): Promise<TestSimulator> {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  return sim
}

test.each(['safe', 'compatible', 'plain'] as const)(
  'a receiver hears follow, text and scan in %s mode, and its answer stands in the chat',
  async (mode) => {
    const sim = await startTown()
    const { url, messages } = await startReceiver({ keys, mode: mode === 'plain' ? 'plain' : 'safe' })
    const { appid } = keys
    await sim.setPush({ appid, url, mode })
    expect(await sim.follow('alice', appid)).toMatchObject([{ mode, accepted: true, attempt: 1 }])
    expect(messages.at(-1)).toMatchObject({ kind: 'subscribe', scene: undefined })
    await sim.push({ to: appid, event: 'SCAN', person: 'alice', scene: 'table-7' })
    expect(messages.at(-1)).toMatchObject({ kind: 'SCAN', scene: 'table-7' })

    const text = '有龙井吗？😀 ]]><b>'
    const { deliveries } = await sim.chat({ person: 'alice', appid, text })
    expect(deliveries).toMatchObject([{ mode, accepted: true }])
    expect(deliveries[0]?.body.includes('<Encrypt>')).toBe(mode !== 'plain')
    expect(messages.at(-1)).toMatchObject({ kind: 'text', content: text })
    const [chat] = await sim.chats({ person: 'alice', appid })
    expect(chat?.lines.at(-1)).toMatchObject({ from: 'account', text: `您说：${text}` })
  },
)

test('what comes twice is acted on once, and what comes late is refused', async () => {
  const sim = await startTown()
  const { url, messages } = await startReceiver({ keys })
  await sim.setPush({ appid: keys.appid, url, mode: 'safe' })
  const [followed] = await sim.follow('alice', keys.appid)
  const [again] = await sim.replay(followed?.id ?? '')
  expect([again?.status, messages.length]).toEqual([200, 1])
  await sim.advance(7_200)
  const [late] = await sim.push({ to: keys.appid, event: 'unsubscribe', person: 'alice' })
  expect([late?.status, messages.length]).toEqual([403, 1])
})

test("a platform's ticket arrives whole, is answered with success, and never in the clear", async () => {
  const sim = await startTown()
  const { components } = await sim.state()
  const { appid, token, encodingAesKey } = components[0] ?? keys
  const { url, messages } = await startReceiver({ keys: { appid, token, encodingAesKey }, mode: 'plain' })
  await sim.setPush({ appid, eventUrl: url })
  const [sent] = await sim.push({ to: appid, event: 'component_verify_ticket' })
  expect(sent).toMatchObject({ accepted: true, body: 'success' })
  expect(messages.at(-1)).toMatchObject({
    kind: 'component_verify_ticket',
    componentAppid: appid,
    ticket: expect.stringMatching(/^ticket@@@/),
  })
  const [plain] = await sim.push({ to: appid, event: 'component_verify_ticket', mode: 'plain' })
  expect(plain).toMatchObject({ accepted: false, status: 403 })
})

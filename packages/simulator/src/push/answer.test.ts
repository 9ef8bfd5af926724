import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  answerText,
  connectReceiver,
  PLATFORM,
  readFlat,
  sealReply,
  TEAHOUSE,
  writeReply,
} from '../scripted-push.ts'
import { type Receiver, startReceiver } from '../scripted-receiver.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'
import { writeXml } from './xml.ts'

let sim: TestSimulator
let receiver: Receiver
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(async () => {
  await sim.reset()
  receiver = await startReceiver()
  return () => receiver.close()
})
afterAll(() => sim.close())

const OUT_OF_SERVICE = '该公众号暂时无法提供服务，请稍后再试'
const lines = async () => (await sim.chats()).flatMap((chat) => chat.lines.map(({ text }) => text))
const openidOf = (body: { openid: string | null }) => body.openid ?? ''

test('an encrypted reply reaches the chat', async () => {
  await connectReceiver(sim, receiver)
  receiver.answer(answerText('欢迎 ]]> 光临'))
  const { deliveries, chat } = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '你好' })
  expect(deliveries).toMatchObject([{ accepted: true, problem: null }])
  expect(chat.lines.map(({ from, text }) => [from, text])).toEqual([
    ['person', '你好'],
    ['account', '欢迎 ]]> 光临'],
  ])
})

test.for(['', 'success'])('%j is an answer that shows nothing', async (answer) => {
  await connectReceiver(sim, receiver)
  receiver.answer(() => answer)
  const { deliveries, chat } = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '你好' })
  expect(deliveries).toMatchObject([{ accepted: true, attempt: 1 }])
  expect(chat.lines).toHaveLength(1)
})

test('a second try that answers is enough', async () => {
  await connectReceiver(sim, receiver)
  const answer = answerText('来了')
  let tries = 0
  receiver.answer((received) => {
    tries += 1
    return tries < 2 ? { status: 503, body: '' } : answer(received)
  })
  const { deliveries, chat } = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '你好' })
  expect(deliveries.map(({ status, problem }) => [status, problem])).toEqual([
    [503, 'HTTP 503 instead of 200'],
    [200, null],
  ])
  expect(chat.lines.map(({ text }) => text)).toEqual(['你好', '来了'])
})

test('no answer in time: three tries, then WeChat says so in the chat', async () => {
  await connectReceiver(sim, receiver)
  // Runs out: nothing is answered.
  await sim.rules({ pushDeadlineMs: 30 })
  receiver.answer(() => undefined)
  const { deliveries, chat } = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '你好' })
  expect(deliveries.map(({ status, problem }) => [status, problem])).toEqual(
    Array.from({ length: 3 }, () => [0, 'no whole answer within 30 ms']),
  )
  expect(chat.lines.at(-1)).toMatchObject({ from: 'system', text: OUT_OF_SERVICE })
})

test('nobody listening is told with the reason', async () => {
  await connectReceiver(sim, receiver)
  await receiver.close()
  const [delivery] = await sim.push({ to: TEAHOUSE, event: 'unsubscribe' })
  expect(delivery?.problem).toContain('ECONNREFUSED')
  expect(await lines()).toEqual([])
})

test.for(['compatible', 'safe'] as const)(
  'an encrypted nothing in %s mode counts as an answer, as silenceper/wechat sends it',
  async (mode) => {
    await connectReceiver(sim, receiver, mode)
    receiver.answer(({ query }) => sealReply('', query.get('nonce') ?? ''))
    const deliveries = await sim.push({ to: TEAHOUSE, event: 'subscribe' })
    expect(deliveries.map(({ accepted, problem }) => [accepted, problem])).toEqual([[true, null]])
    expect(await lines()).toEqual([])
  },
)

const text = [
  ['MsgType', 'text'],
  ['Content', 'x'],
] as const

test.for([
  ['a JSON answer', 'plain', () => '{"ok":true}', 'not one <xml>'],
  ['success with a line end', 'plain', () => 'success\n', 'not one <xml>'],
  ['another root', 'plain', () => '<html></html>', 'not <xml>'],
  ['another receiver', 'plain', () => writeReply('oNobody', text), 'ToUserName'],
  ['no type', 'plain', (openid: string) => writeReply(openid, []), 'no MsgType'],
  ['an unknown type', 'plain', (openid: string) => writeReply(openid, [['MsgType', 'dance']]), 'none of'],
  [
    'a text without words',
    'plain',
    (openid: string) => writeReply(openid, [['MsgType', 'text']]),
    'no Content',
  ],
  ['a plain reply', 'safe', (openid: string) => writeReply(openid, text), 'not encrypted'],
  [
    'an encrypted reply for another account',
    'safe',
    (openid: string, nonce: string) => sealReply(writeReply(openid, text), nonce, 'wx1'),
    'another appid',
  ],
  [
    'a forged signature',
    'safe',
    (openid: string, nonce: string) =>
      sealReply(writeReply(openid, text), nonce).replace(/(<MsgSignature><!\[CDATA\[)./, '$1x'),
    'MsgSignature',
  ],
  [
    'an encrypted reply without TimeStamp',
    'safe',
    (openid: string, nonce: string) =>
      sealReply(writeReply(openid, text), nonce).replace(/<TimeStamp>.*<\/TimeStamp>/, ''),
    'no TimeStamp',
  ],
] as const)('%s in %s mode is refused', async ([, mode, write, problem]) => {
  await connectReceiver(sim, receiver, mode)
  receiver.answer(({ query }) => write(openidOf({ openid: query.get('openid') }), query.get('nonce') ?? ''))
  const deliveries = await sim.push({ to: TEAHOUSE, event: 'text' })
  expect(deliveries.map(({ accepted }) => accepted)).toEqual([false, false, false])
  expect(deliveries[0]?.problem).toContain(problem)
  expect(await lines()).toEqual([OUT_OF_SERVICE])
})

test('compatible mode takes plain and encrypted replies', async () => {
  await connectReceiver(sim, receiver, 'compatible')
  receiver.answer(({ body }) => writeReply(readFlat(body).FromUserName ?? '', text))
  expect(await sim.push({ to: TEAHOUSE, event: 'text' })).toMatchObject([{ accepted: true }])
  receiver.answer(answerText('y'))
  expect(await sim.push({ to: TEAHOUSE, event: 'text' })).toMatchObject([{ accepted: true }])
  expect(await lines()).toEqual(['x', 'y'])
})

test('other kinds of replies are shown by their kind, news by its title', async () => {
  await connectReceiver(sim, receiver, 'plain')
  const news = '<Articles><item><Title>新茶</Title><Url>http://localhost/tea</Url></item></Articles></xml>'
  receiver.answer(({ query }) =>
    writeReply(query.get('openid') ?? '', [['MsgType', 'news']]).replace('</xml>', news),
  )
  await sim.push({ to: TEAHOUSE, event: 'text' })
  receiver.answer(({ query }) => writeReply(query.get('openid') ?? '', [['MsgType', 'image']]))
  await sim.push({ to: TEAHOUSE, event: 'text' })
  const [chat] = await sim.chats({ person: 'xiaoming' })
  expect(chat?.lines).toMatchObject([
    { type: 'news', text: '新茶', url: 'http://localhost/tea' },
    { type: 'image', text: '[image]', url: null },
  ])
})

test('a platform’s event takes the word success and nothing else', async () => {
  await sim.setPush({ appid: PLATFORM, eventUrl: receiver.url })
  const push = () => sim.push({ to: PLATFORM, event: 'component_verify_ticket' })
  expect(await push()).toMatchObject([{ accepted: true }])
  receiver.answer(() => '')
  expect(await push()).toMatchObject([{ accepted: false }, {}, {}])
  receiver.answer(() => writeXml(text))
  expect((await push())[0]?.problem).toContain('only the word success')
})

test('a reset ends a pause', async () => {
  await connectReceiver(sim, receiver)
  await sim.rules({ pushFailuresBeforePause: 1 })
  receiver.answer(() => 'no')
  await sim.push({ to: TEAHOUSE, event: 'text' })
  receiver.answer(({ method, query }) => (method === 'GET' ? (query.get('echostr') ?? '') : 'success'))
  expect(await sim.push({ to: TEAHOUSE, event: 'text' })).toMatchObject([{ attempt: 0 }])
  await sim.reset()
  await connectReceiver(sim, receiver)
  expect(await sim.push({ to: TEAHOUSE, event: 'text' })).toMatchObject([{ attempt: 1, accepted: true }])
})

test('after many failures a URL hears nothing for a minute', async () => {
  await connectReceiver(sim, receiver)
  await sim.rules({ pushFailuresBeforePause: 2 })
  await sim.clock({ freeze: true })
  receiver.answer(() => 'no')
  const push = () => sim.push({ to: TEAHOUSE, event: 'text' })
  expect([(await push()).length, (await push()).length]).toEqual([3, 3])
  receiver.answer(() => 'success')
  expect(await push()).toMatchObject([{ attempt: 0, accepted: false }])
  expect((await fetch(`${sim.url}/__sim/deliveries/delivery-7/replay`, { method: 'POST' })).status).toBe(409)
  await sim.advance(61)
  expect(await push()).toMatchObject([{ attempt: 1, accepted: true }])
})

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { answerText, connectReceiver, openPush, TEAHOUSE } from '../scripted-push.ts'
import { type Receiver, startReceiver } from '../scripted-receiver.ts'
import { ask, readAccount, text } from '../scripted-visit.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'

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

const xiaoming = { person: 'xiaoming', appid: TEAHOUSE }
const readMenu = async () => (await fetch(`${sim.url}/__sim/menus/${TEAHOUSE}`)).json()
const lastFields = () => openPush(receiver.received.at(-1) ?? expect.fail('nothing came')).fields
const fetchToken = async () => {
  const { body } = await ask(sim, '/cgi-bin/token', {
    grant_type: 'client_credential',
    ...readAccount('1'),
  })
  return text(body.access_token)
}
const callMenu = async (act: string, body?: unknown) =>
  ask(
    sim,
    `/cgi-bin/menu/${act}`,
    { access_token: await fetchToken() },
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  )

test('without a push URL the console’s menu and welcome work', async () => {
  expect(await readMenu()).toMatchObject({ menu: [{ type: 'text' }, { type: 'view' }] })
  const tapped = await sim.chat({ ...xiaoming, menu: 0 })
  expect(tapped).toMatchObject({ deliveries: [], opens: null })
  expect(tapped.chat.lines.map(({ from, text }) => [from, text])).toEqual([
    ['person', '今日茶单'],
    ['account', '今日茶单：龙井、普洱、铁观音。'],
  ])
  expect((await sim.chat({ ...xiaoming, menu: '登录' })).opens).toBe('http://localhost:4402/')
  await sim.follow('alice', TEAHOUSE)
  const [chat] = await sim.chats({ person: 'alice' })
  expect(chat?.lines).toMatchObject([{ from: 'account', text: '欢迎来到演示茶馆！' }])
})

test('a push URL switches the console’s menu and welcome off, and the journal says so', async () => {
  await connectReceiver(sim, receiver)
  expect(await readMenu()).toEqual({ menu: [] })
  await sim.follow('alice', TEAHOUSE)
  expect(await sim.chats({ person: 'alice' })).toEqual([])
  const { entries } = await sim.journal({ path: '/chat', appid: TEAHOUSE })
  expect(entries.map(({ rule, detail }) => [rule, detail.sent])).toEqual([
    ['console_replies_off', 'subscribe'],
    ['console_replies_off', 'menu'],
  ])
  await expect(sim.chat({ ...xiaoming, menu: 0 })).rejects.toThrow('no menu now')
  await sim.setPush({ appid: TEAHOUSE, url: null })
  expect(await readMenu()).toMatchObject({ menu: [{ type: 'text' }, { type: 'view' }] })
})

test('a menu made by the API sends CLICK and VIEW', async () => {
  await connectReceiver(sim, receiver)
  const button = [
    { type: 'click', name: '今日', key: 'TODAY' },
    { name: '更多', sub_button: [{ type: 'view', name: '登录', url: 'http://localhost/login' }] },
  ]
  expect((await callMenu('create', { button })).body).toEqual({ errcode: 0, errmsg: 'ok' })
  expect((await callMenu('get')).body).toEqual({
    menu: {
      button: [
        { ...button[0], sub_button: [] },
        {
          name: '更多',
          sub_button: [{ type: 'view', name: '登录', url: 'http://localhost/login', sub_button: [] }],
        },
      ],
    },
  })
  receiver.answer(answerText('今日：龙井'))
  const tapped = await sim.chat({ ...xiaoming, menu: 'TODAY' })
  expect(lastFields()).toMatchObject({ Event: 'CLICK', EventKey: 'TODAY' })
  expect(tapped.chat.lines.map(({ type, text }) => [type, text])).toEqual([
    ['click', '今日'],
    ['text', '今日：龙井'],
  ])
  const viewed = await sim.chat({ ...xiaoming, menu: 1 })
  expect(lastFields()).toMatchObject({ Event: 'VIEW', EventKey: 'http://localhost/login' })
  expect(viewed.opens).toBe('http://localhost/login')
  expect(viewed.chat.lines).toHaveLength(3)
  expect((await callMenu('delete')).errcode).toBe(0)
  expect((await callMenu('get')).errcode).toBe(46003)
  await expect(sim.chat({ ...xiaoming, menu: 'TODAY' })).rejects.toThrow('no such item')
})

test.for([
  ['no buttons', { button: [] }],
  ['four buttons', { button: Array.from({ length: 4 }, () => ({ type: 'click', name: 'a', key: 'a' })) }],
  ['a click without a key', { button: [{ type: 'click', name: 'a' }] }],
  ['a view without a URL', { button: [{ type: 'view', name: 'a', url: 'javascript:0' }] }],
  [
    'six below one',
    { button: [{ name: 'a', sub_button: Array(6).fill({ type: 'click', name: 'a', key: 'a' }) }] },
  ],
  ['nothing', {}],
])('%s is no menu', async ([, menu]) => {
  expect((await callMenu('create', menu)).errcode).toBe(40097)
})

test('a text without a server gets no answer, and every conversation is listed', async () => {
  await sim.chat({ ...xiaoming, text: '在吗' })
  await sim.chat({ person: 'lihua', appid: readAccount('2').appid, text: 'hello' })
  const all = await sim.chats()
  expect(all.map(({ person, lines }) => [person, lines.map(({ text }) => text)])).toEqual([
    ['xiaoming', ['在吗']],
    ['lihua', ['hello']],
  ])
  expect(await sim.chats({ appid: TEAHOUSE })).toHaveLength(1)
  await sim.reset()
  expect(await sim.chats()).toEqual([])
})

test.for([
  [{ person: 'alice', appid: TEAHOUSE, text: 'x' }, 409],
  [{ person: 'zoe', appid: TEAHOUSE, text: 'x' }, 404],
  [{ person: 'xiaoming', appid: 'wx1', text: 'x' }, 404],
  [{ person: 'xiaoming', appid: TEAHOUSE }, 400],
  [{ person: 'xiaoming', appid: TEAHOUSE, text: 'x', menu: 0 }, 400],
  [{ person: 'xiaoming', appid: TEAHOUSE, menu: 9 }, 404],
] as const)('%j is refused with %i', async ([body, status]) => {
  await expect(sim.chat(body)).rejects.toMatchObject({ status })
})

test('a conversation keeps its newest 200 lines', async () => {
  for (let count = 0; count < 205; count += 1) await sim.chat({ ...xiaoming, text: `${count}` })
  const [chat] = await sim.chats()
  expect([chat?.lines.length, chat?.lines[0]?.text, chat?.lines.at(-1)?.text]).toEqual([200, '5', '204'])
})

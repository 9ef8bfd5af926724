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
  expect(entries.map(({ rule, detail }) => [rule, detail.warnings[0]?.sent])).toEqual([
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
  ['no buttons', { button: [] }, 40016],
  ['four buttons', { button: Array(4).fill({ type: 'click', name: 'a', key: 'a' }) }, 40016],
  ['a view without a URL', { button: [{ type: 'view', name: 'a', key: 'a' }] }, 40027],
  ['a long URL', { button: [{ type: 'view', name: 'a', url: `http://a/${'b'.repeat(1_024)}` }] }, 40027],
  [
    'six below one',
    { button: [{ name: 'a', sub_button: Array(6).fill({ type: 'click', name: 'a', key: 'a' }) }] },
    40023,
  ],
  ['a button without a name', { button: [{ type: 'click', key: 'a' }] }, 40097],
  ['nothing', {}, 40097],
] as const)('%s is no menu', async ([, menu, errcode]) => {
  expect((await callMenu('create', menu)).errcode).toBe(errcode)
})

const DOCUMENTED = [
  { type: 'click', name: 'a', key: 'K' },
  { type: 'scancode_waitmsg', name: 'b', key: 'rselfmenu_0_0' },
  { type: 'scancode_push', name: 'c', key: 'rselfmenu_0_1' },
  { type: 'pic_sysphoto', name: 'd', key: 'rselfmenu_1_0' },
  { type: 'pic_photo_or_album', name: 'e', key: 'rselfmenu_1_1' },
  { type: 'pic_weixin', name: 'f', key: 'rselfmenu_1_2' },
  { type: 'location_select', name: 'g', key: 'rselfmenu_2_0' },
  { type: 'media_id', name: 'h', media_id: 'MEDIA_ID1' },
  { type: 'view_limited', name: 'i', media_id: 'MEDIA_ID2' },
  { type: 'article_id', name: 'j', article_id: 'ARTICLE_ID1' },
  { type: 'article_view_limited', name: 'k', article_id: 'ARTICLE_ID2' },
  { type: 'miniprogram', name: 'l', appid: 'wx5a4db0c500000007', pagepath: 'pages/a', url: 'http://a/' },
]

test('every documented kind of item is taken without a note, and told as it was made', async () => {
  const sub_button = DOCUMENTED.map((item) => ({ ...item, sub_button: [] }))
  const button = [0, 5, 10].map((at) => ({ name: `n${at}`, sub_button: sub_button.slice(at, at + 5) }))
  expect((await callMenu('create', { button })).errcode).toBe(0)
  expect((await sim.journal({ limit: 1 })).entries[0]?.detail.warnings).toEqual([])
  expect((await callMenu('get')).body).toEqual({ menu: { button } })
})

test('what nobody documents passes with a note', async () => {
  const note = async (item: object) => {
    expect((await callMenu('create', { button: [item] })).errcode).toBe(0)
    return (await sim.journal({ limit: 1 })).entries[0]?.detail.warnings.map(({ rule }) => rule)
  }
  expect(await note({ type: 'dance', name: 'a' })).toEqual(['menu_kind_known'])
  expect(await note({ type: 'click', name: 'a' })).toEqual(['menu_item_has_fields'])
  expect(await note({ type: 'click', name: '一二三四五六', key: 'a' })).toEqual(['menu_name_length'])
})

test.for([
  ['a', 'CLICK', 'EventKey', 'K'],
  ['b', 'scancode_waitmsg', 'EventKey', 'rselfmenu_0_0'],
  ['c', 'scancode_push', 'ScanCodeInfo', ''],
  ['d', 'pic_sysphoto', 'SendPicsInfo', ''],
  ['g', 'location_select', 'SendLocationInfo', ''],
  ['l', 'view_miniprogram', 'EventKey', 'pages/a'],
] as const)('a tap on item %s pushes %s with %s', async ([name, event, field, value]) => {
  await connectReceiver(sim, receiver)
  const button = DOCUMENTED.filter((item) => item.name === name)
  await callMenu('create', { button })
  await sim.chat({ ...xiaoming, menu: name })
  expect(lastFields()).toMatchObject({ Event: event, [field]: value })
  const tapped = lastFields()
  await sim.push({ to: TEAHOUSE, event, key: button[0]?.key ?? button[0]?.pagepath ?? '' })
  expect(lastFields()).toEqual({ ...tapped, CreateTime: expect.any(String) })
})

test('a tap on an article pushes nothing', async () => {
  await connectReceiver(sim, receiver)
  await callMenu('create', { button: [{ type: 'article_id', name: 'j', article_id: 'A' }] })
  const { deliveries, chat } = await sim.chat({ ...xiaoming, menu: 'j' })
  expect(deliveries).toEqual([])
  expect(chat.lines.at(-1)).toMatchObject({ from: 'account', text: '[article_id]' })
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

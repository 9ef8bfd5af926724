import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { callAccount } from '../../scripted-account.ts'
import { TEAHOUSE } from '../../scripted-push.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const REPLIES = '/cgi-bin/get_current_autoreply_info'
const MENU = '/cgi-bin/get_current_selfmenu_info'

test('the console’s automatic replies are told in WeChat’s shape', async () => {
  expect((await callAccount(sim, REPLIES)).body).toEqual({
    is_add_friend_reply_open: 1,
    is_autoreply_open: 0,
    add_friend_autoreply_info: { type: 'text', content: '欢迎来到演示茶馆！' },
    keyword_autoreply_info: {
      list: [
        {
          rule_name: '营业时间',
          create_time: expect.any(Number),
          reply_mode: 'reply_all',
          keyword_list_info: [{ type: 'text', match_mode: 'contain', content: '几点' }],
          reply_list_info: [{ type: 'text', content: '每天九点到二十一点。' }],
        },
      ],
    },
  })
  expect((await callAccount(sim, REPLIES, { number: '6' })).body).toEqual({
    is_add_friend_reply_open: 0,
    is_autoreply_open: 0,
    keyword_autoreply_info: { list: [] },
  })
})

test('a keyword of the console is answered in the chat until a server listens', async () => {
  const { chat } = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '你们几点开门？' })
  expect(chat.lines.at(-1)).toMatchObject({ from: 'account', text: '每天九点到二十一点。' })
  const other = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '在吗' })
  expect(other.chat.lines.at(-1)).toMatchObject({ from: 'person', text: '在吗' })
})

test('the menu in force is the console’s, then the one made by the API, with lists in an object', async () => {
  expect((await callAccount(sim, MENU)).body).toEqual({
    is_menu_open: 1,
    selfmenu_info: {
      button: [
        { type: 'text', name: '今日茶单', value: '今日茶单：龙井、普洱、铁观音。' },
        { type: 'view', name: '登录', url: 'http://localhost:4402/' },
      ],
    },
  })
  const item = { type: 'click', name: 'a', key: 'K' }
  await callAccount(sim, '/cgi-bin/menu/create', { body: { button: [{ name: 'n', sub_button: [item] }] } })
  expect((await callAccount(sim, MENU)).body).toEqual({
    is_menu_open: 1,
    selfmenu_info: { button: [{ name: 'n', sub_button: { list: [item] } }] },
  })
  expect((await callAccount(sim, MENU, { number: '2' })).body).toEqual({ is_menu_open: 0 })
  expect((await callAccount(sim, MENU, { number: '7' })).errcode).toBe(48001)
})

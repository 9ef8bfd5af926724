import { expect, test } from 'vitest'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { readAppToken } from './token.ts'
import { fetchFollowers, saveRemark } from './user.ts'

const token = readAppToken('T')
const [alice, bob] = [buildOpenid('alice'), buildOpenid('bob')]

test('several people are asked about at once', async () => {
  const list = [
    {
      subscribe: 1,
      openid: alice,
      subscribe_time: 1_382_694_957,
      unionid: 'u',
      remark: 'A',
      tagid_list: [2],
    },
    { subscribe: 0, openid: bob, tagid_list: [] },
  ]
  const { wire, calls } = await openTinyWeChat(() => ({ user_info_list: list }))
  expect(await fetchFollowers(wire, { token, openids: [alice, bob] })).toEqual([
    {
      openid: alice,
      subscribed: true,
      unionid: 'u',
      subscribedAt: 1_382_694_957_000,
      scene: undefined,
      raw: list[0],
    },
    {
      openid: bob,
      subscribed: false,
      unionid: undefined,
      subscribedAt: undefined,
      scene: undefined,
      raw: list[1],
    },
  ])
  await fetchFollowers(wire, { token, openids: [alice, bob], lang: 'en' })
  const asked = (lang: string) => ({
    method: 'POST',
    path: '/cgi-bin/user/info/batchget',
    query: { access_token: 'T' },
    body: { user_list: [alice, bob].map((openid) => ({ openid, lang })) },
  })
  expect(listAsked(calls)).toEqual([asked('zh_CN'), asked('en')])
})

test('a hundred people with long remarks fit into an answer', async () => {
  const openids = Array.from({ length: 100 }, (_, at) => buildOpenid(`p${at}_`))
  const list = openids.map((openid) => ({ subscribe: 1, openid, remark: 'x'.repeat(2_000) }))
  const { wire } = await openTinyWeChat(() => ({ user_info_list: list }))
  expect(await fetchFollowers(wire, { token, openids })).toHaveLength(100)
})

test.each([0, 101])('%i people at once are refused at the door', async (length) => {
  const { wire, calls } = await openTinyWeChat(() => ({ user_info_list: [] }))
  const refused = fetchFollowers(wire, { token, openids: Array.from({ length }, () => alice) })
  await expect(refused).rejects.toMatchObject({ name: 'TypeError', code: 'api_list_size' })
  expect(calls).toEqual([])
})

test.each([
  [{}],
  [{ user_info_list: {} }],
  [{ user_info_list: [alice] }],
  [{ user_info_list: [{ subscribe: 1 }] }],
  [{ user_info_list: [{ subscribe: 1, openid: buildOpenid('mallory') }] }],
  [{ user_info_list: [{ subscribe: 'yes', openid: alice }] }],
])('%j is no answer about these people', async (answer) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchFollowers(wire, { token, openids: [alice] })).rejects.toMatchObject({
    code: 'wire_answer',
  })
})

test('one openid of another account spoils the batch', async () => {
  const { wire } = await openTinyWeChat(() => ({ errcode: 40003, errmsg: 'invalid openid' }))
  await expect(fetchFollowers(wire, { token, openids: [alice] })).rejects.toMatchObject({ errcode: 40003 })
})

test('a remark is saved in raw characters, and an empty one takes it away', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }))
  const longest = '小明😀'.padEnd(30, '好')
  for (const remark of [longest, '']) await saveRemark(wire, { token, openid: alice, remark })
  expect(calls[0]?.body).toContain(longest)
  expect(listAsked(calls)[1]).toEqual({
    method: 'POST',
    path: '/cgi-bin/user/info/updateremark',
    query: { access_token: 'T' },
    body: { openid: alice, remark: '' },
  })
})

test('a remark of 30 characters is refused at the door', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0 }))
  const refused = saveRemark(wire, { token, openid: alice, remark: '好'.repeat(30) })
  await expect(refused).rejects.toMatchObject({ name: 'TypeError', code: 'api_text_size' })
  expect(calls).toEqual([])
})

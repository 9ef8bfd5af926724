import { expect, test } from 'vitest'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchMigratedOpenids } from './account-migration.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const [old, other] = [buildOpenid('old'), buildOpenid('other')]
const fromAppid = 'wx0000000000000001'

test('old openids become new ones, and who has none is told', async () => {
  const list = [
    { ori_openid: old, new_openid: buildOpenid('new'), err_msg: 'ok' },
    { ori_openid: other, new_openid: '', err_msg: 'ori_openid error' },
  ]
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok', result_list: list }))
  expect(await fetchMigratedOpenids(wire, { token, fromAppid, openids: [old, other] })).toEqual([
    { oldOpenid: old, newOpenid: buildOpenid('new'), message: 'ok', raw: list[0] },
    { oldOpenid: other, newOpenid: undefined, message: 'ori_openid error', raw: list[1] },
  ])
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/changeopenid',
      query: { access_token: 'T' },
      body: { from_appid: fromAppid, openid_list: [old, other] },
    },
  ])
})

test.each([
  [{ errcode: 0, errmsg: 'ok' }],
  [{ result_list: [{ new_openid: buildOpenid('new') }] }],
  [{ result_list: [{ ori_openid: old, new_openid: 'new' }] }],
  [{ result_list: [{ ori_openid: other, new_openid: buildOpenid('new') }] }],
])('%j is no answer about this openid', async (answer) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchMigratedOpenids(wire, { token, fromAppid, openids: [old] })).rejects.toMatchObject({
    code: 'wire_answer',
  })
})

test('no migration is an errcode, and a list too long is not sent', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 63178, errmsg: 'no migration' }))
  const ask = (length: number) =>
    fetchMigratedOpenids(wire, { token, fromAppid, openids: Array.from({ length }, () => old) })
  await expect(ask(100)).rejects.toMatchObject({ code: 'wire_errcode', errcode: 63178 })
  for (const length of [0, 101]) await expect(ask(length)).rejects.toMatchObject({ code: 'api_list_size' })
  expect(calls).toHaveLength(1)
})

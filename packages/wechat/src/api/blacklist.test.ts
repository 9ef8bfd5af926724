import { expect, test } from 'vitest'
import { collect } from '../../test/collect.ts'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { blockFollowers, fetchBlacklistPage, unblockFollowers } from './blacklist.ts'
import { fetchAllOpenids } from './openid-page.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const query = { access_token: 'T' }
const [alice, bob] = [buildOpenid('alice'), buildOpenid('bob')]

test('the blacklist is told page by page', async () => {
  const answers = [
    { total: 2, count: 1, data: { openid: [alice] }, next_openid: alice },
    { total: 2, count: 1, data: { openid: [bob] }, next_openid: bob },
    { total: 2, count: 0, data: { openid: [''] }, next_openid: '' },
  ]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  const walk = fetchAllOpenids((after) => fetchBlacklistPage(wire, { token, after }))
  expect(await collect(walk)).toEqual([alice, bob])
  const asked = (begin_openid: string) => ({
    method: 'POST',
    path: '/cgi-bin/tags/members/getblacklist',
    query,
    body: { begin_openid },
  })
  expect(listAsked(calls)).toEqual([asked(''), asked(alice), asked(bob)])
})

test('people are put on it and taken off it, 20 at once', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }))
  const openids = Array.from({ length: 20 }, () => alice)
  expect(await blockFollowers(wire, { token, openids })).toBeUndefined()
  expect(await unblockFollowers(wire, { token, openids: [bob] })).toBeUndefined()
  const asked = (path: string, openid_list: readonly string[]) => ({
    method: 'POST',
    path,
    query,
    body: { openid_list },
  })
  expect(listAsked(calls)).toEqual([
    asked('/cgi-bin/tags/members/batchblacklist', openids),
    asked('/cgi-bin/tags/members/batchunblacklist', [bob]),
  ])
})

test('more than 20, or none, are refused at the door; strangers by WeChat', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({
    errcode: 49003,
    errmsg: 'not match openid with appid',
  }))
  for (const length of [0, 21])
    for (const change of [blockFollowers, unblockFollowers]) {
      const refused = change(wire, { token, openids: Array.from({ length }, () => alice) })
      await expect(refused).rejects.toMatchObject({ name: 'TypeError', code: 'api_list_size' })
    }
  expect(calls).toEqual([])
  await expect(blockFollowers(wire, { token, openids: [alice] })).rejects.toMatchObject({ errcode: 49003 })
})

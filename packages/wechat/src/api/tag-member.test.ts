import { expect, test } from 'vitest'
import { collect } from '../../test/collect.ts'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchAllOpenids } from './openid-page.ts'
import { fetchTagIds, fetchTagMemberPage, tagFollowers, untagFollowers } from './tag-member.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const query = { access_token: 'T' }
const [alice, bob] = [buildOpenid('alice'), buildOpenid('bob')]

test('who has a tag is told page by page', async () => {
  const answers = [
    { count: 2, data: { openid: [alice, bob] }, next_openid: bob },
    { count: 0, next_openid: '' },
  ]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  const walk = fetchAllOpenids((after) => fetchTagMemberPage(wire, { token, tagId: 134, after }))
  expect(await collect(walk)).toEqual([alice, bob])
  const asked = (next_openid: string) => ({
    method: 'POST',
    path: '/cgi-bin/user/tag/get',
    query,
    body: { tagid: 134, next_openid },
  })
  expect(listAsked(calls)).toEqual([asked(''), asked(bob)])
})

test('a tag is given and taken, to 50 people at once', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0, errmsg: 'ok' }))
  const openids = Array.from({ length: 50 }, () => alice)
  expect(await tagFollowers(wire, { token, tagId: 134, openids })).toBeUndefined()
  expect(await untagFollowers(wire, { token, tagId: 134, openids: [bob] })).toBeUndefined()
  expect(listAsked(calls)).toEqual([
    {
      method: 'POST',
      path: '/cgi-bin/tags/members/batchtagging',
      query,
      body: { openid_list: openids, tagid: 134 },
    },
    {
      method: 'POST',
      path: '/cgi-bin/tags/members/batchuntagging',
      query,
      body: { openid_list: [bob], tagid: 134 },
    },
  ])
})

test.each([0, 51])('%i people at once are refused at the door', async (length) => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0 }))
  const openids = Array.from({ length }, () => alice)
  for (const refused of [
    tagFollowers(wire, { token, tagId: 134, openids }),
    untagFollowers(wire, { token, tagId: 134, openids }),
  ])
    await expect(refused).rejects.toMatchObject({ name: 'TypeError', code: 'api_list_size' })
  expect(calls).toEqual([])
})

test.each([45059, 45159, 49003, 40032])('WeChat says no with %i', async (errcode) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  await expect(tagFollowers(wire, { token, tagId: 134, openids: [alice] })).rejects.toMatchObject({ errcode })
})

test('the tags of somebody are numbers', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ tagid_list: [134, '2'] }))
  expect(await fetchTagIds(wire, { token, openid: alice })).toEqual([134, 2])
  expect(listAsked(calls)).toEqual([
    { method: 'POST', path: '/cgi-bin/tags/getidlist', query, body: { openid: alice } },
  ])
})

test.each([[{}], [{ tagid_list: null }], [{ tagid_list: ['vip'] }], [{ tagid_list: [null] }]])(
  'tags %j are refused',
  async (answer) => {
    const { wire } = await openTinyWeChat(() => answer)
    await expect(fetchTagIds(wire, { token, openid: alice })).rejects.toMatchObject({
      code: 'wire_answer',
      message: expect.stringContaining('tagid_list'),
    })
  },
)

import { expect, test } from 'vitest'
import { collect } from '../../test/collect.ts'
import { buildOpenid, listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { fetchFollowerPage } from './follower-list.ts'
import { fetchAllOpenids, type OpenidPage } from './openid-page.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')
const [alice, bob, carol] = [buildOpenid('alice'), buildOpenid('bob'), buildOpenid('carol')]

test('the first page is asked for with an empty openid, the next one with the last of the one before', async () => {
  const answers = [
    { total: 3, count: 2, data: { openid: [alice, bob] }, next_openid: bob },
    { total: '3', count: '1', data: { openid: [carol] }, next_openid: '' },
  ]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  expect(await fetchFollowerPage(wire, { token })).toEqual({ openids: [alice, bob], next: bob, total: 3 })
  const last = await fetchFollowerPage(wire, { token, after: bob })
  expect(last).toEqual({ openids: [carol], next: undefined, total: 3 })
  const asked = (next_openid: string) => ({
    method: 'GET',
    path: '/cgi-bin/user/get',
    query: { access_token: 'T', next_openid },
    body: undefined,
  })
  expect(listAsked(calls)).toEqual([asked(''), asked(bob)])
})

test('ten thousand openids fit into a page', async () => {
  const openid = Array.from({ length: 10_000 }, (_, at) => buildOpenid(`p${at}_`))
  const { wire } = await openTinyWeChat(() => ({
    total: 10_000,
    count: 10_000,
    data: { openid },
    next_openid: 'o',
  }))
  expect((await fetchFollowerPage(wire, { token })).openids).toHaveLength(10_000)
})

const ends: [string, object][] = [
  ['no data', { total: 2, count: 0, next_openid: '' }],
  ['no data, and the openid that was asked after', { total: 2, count: 0, next_openid: bob }],
  ['a list with nothing in it', { total: 2, count: 0, data: { openid: [] }, next_openid: '' }],
  ['a list of what is no openid', { total: 2, count: '0', data: { openid: [''] }, next_openid: bob }],
  ['neither data nor count', { total: 2, next_openid: '' }],
  ['neither data nor next_openid', { total: 2, count: 0 }],
]

test.each(ends)('the end of the list is known by %s', async (_title, end) => {
  const first = { total: 2, count: 2, data: { openid: [alice, bob] }, next_openid: bob }
  const answers = [first, end]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  const openids = await collect(fetchAllOpenids((after) => fetchFollowerPage(wire, { token, after })))
  expect(openids).toEqual([alice, bob])
  expect(calls).toHaveLength(2)
})

test('a full page whose next_openid is empty is the last, and nobody asks further', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({
    total: 1,
    count: 1,
    data: { openid: [alice] },
    next_openid: '',
  }))
  const openids = await collect(fetchAllOpenids((after) => fetchFollowerPage(wire, { token, after })))
  expect([openids, calls.length]).toEqual([[alice], 1])
})

test.each([
  [{}],
  [{ total: 2 }],
  [{ count: 2, data: { openid: [alice, bob] }, next_openid: bob }],
  [{ total: 2, count: 2, next_openid: bob }],
  [{ total: 2, count: 2, data: {}, next_openid: bob }],
  [{ total: 2, count: 1, data: { openid: ['short'] }, next_openid: bob }],
  [{ total: 2, count: 1, data: { openid: [alice] }, next_openid: 7 }],
  [{ total: 'many', count: 1, data: { openid: [alice] }, next_openid: '' }],
])('page %j is refused rather than read as the end', async (answer) => {
  const { wire } = await openTinyWeChat(() => answer)
  await expect(fetchFollowerPage(wire, { token })).rejects.toMatchObject({ code: 'wire_answer' })
})

test.each([[[bob]], [[bob, carol, bob]]])('pages that go in a circle, %j, end in an error', async (nexts) => {
  let at = 0
  const fetchPage = async (): Promise<OpenidPage> => {
    const next = nexts[at % nexts.length]
    at += 1
    return { openids: [alice], next, total: 1 }
  }
  await expect(collect(fetchAllOpenids(fetchPage))).rejects.toMatchObject({ code: 'wire_answer' })
  expect(at).toBeLessThanOrEqual(nexts.length + 1)
})

test('nothing is asked before the first openid is wanted, and nothing after the walk was left', async () => {
  const asked: (string | undefined)[] = []
  const fetchPage = async (after: string | undefined): Promise<OpenidPage> => {
    asked.push(after)
    return { openids: [alice, bob], next: `o${asked.length}`, total: undefined }
  }
  const walk = fetchAllOpenids(fetchPage)
  expect(asked).toEqual([])
  let seen = 0
  for await (const _openid of walk) {
    seen += 1
    if (seen === 3) break
  }
  expect(asked).toEqual([undefined, 'o1'])
})

test('what goes wrong with a page ends the walk', async () => {
  const answers = [
    { total: 2, count: 1, data: { openid: [alice] }, next_openid: alice },
    { errcode: 45009, errmsg: 'reach max api daily quota limit' },
  ]
  const { wire } = await openTinyWeChat(() => answers.shift())
  const seen: string[] = []
  const walk = async () => {
    for await (const openid of fetchAllOpenids((after) => fetchFollowerPage(wire, { token, after })))
      seen.push(openid)
  }
  await expect(walk()).rejects.toMatchObject({ errcode: 45009, kind: 'quota' })
  expect(seen).toEqual([alice])
})

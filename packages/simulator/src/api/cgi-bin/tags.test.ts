import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { callAccount, readOpenid, readRule } from '../../scripted-account.ts'
import { startSimulator, type TestSimulator } from '../../test-kit.ts'

let sim: TestSimulator
beforeAll(async () => {
  sim = await startSimulator()
})
beforeEach(() => sim.reset())
afterAll(() => sim.close())

const call = (name: string, body?: unknown) => callAccount(sim, `/cgi-bin/${name}`, { body })
const OK = '{"errcode":0,"errmsg":"ok"}'
const create = async (name: string) => (await call('tags/create', { tag: { name } })).body

test('tags are made, listed with their counts, renamed and deleted', async () => {
  expect(await create('广东')).toEqual({ tag: { id: 100, name: '广东' } })
  expect((await call('tags/members/batchtagging', await buildTagging(100))).text).toBe(OK)
  expect((await call('tags/get')).text).toBe(
    '{"tags":[{"id":2,"name":"星标组","count":0},{"id":100,"name":"广东","count":2}]}',
  )
  expect((await call('tags/update', { tag: { id: 100, name: '广东人' } })).text).toBe(OK)
  expect((await call('tags/delete', { tag: { id: 100 } })).text).toBe(OK)
  expect((await call('tags/get')).text).toBe('{"tags":[{"id":2,"name":"星标组","count":0}]}')
  expect(await create('vip')).toEqual({ tag: { id: 101, name: 'vip' } })
})

async function buildTagging(tagid: number) {
  const openid_list = [await readOpenid(sim, 'xiaoming'), await readOpenid(sim, 'lihua')]
  return { openid_list, tagid }
}

test('the people of a tag, the tags of a person and user/info tell the same', async () => {
  await create('a')
  await create('b')
  const tagging = await buildTagging(100)
  const [first, second] = tagging.openid_list
  await call('tags/members/batchtagging', tagging)
  await call('tags/members/batchtagging', { openid_list: [first], tagid: '101' })
  expect((await call('user/tag/get', { tagid: 100, next_openid: '' })).body).toEqual({
    count: 2,
    data: { openid: [first, second] },
    next_openid: second,
  })
  expect((await call('user/tag/get', { tagid: 100, next_openid: second })).body).toEqual({
    count: 0,
    next_openid: '',
  })
  expect((await call('tags/getidlist', { openid: first })).body).toEqual({ tagid_list: [100, 101] })
  const info = await callAccount(sim, '/cgi-bin/user/info', { query: { openid: first ?? '' } })
  expect(info.body).toMatchObject({ tagid_list: [100, 101], groupid: 100 })
  await call('tags/members/batchuntagging', { openid_list: [first], tagid: 100 })
  expect((await call('tags/getidlist', { openid: first })).body).toEqual({ tagid_list: [101] })
})

test.for([
  ['tags/create', { tag: { name: '' } }, 45157, 'tag_name_valid'],
  ['tags/create', {}, 45157, 'tag_name_valid'],
  ['tags/create', { tag: { name: '星标组' } }, 45157, 'tag_name_valid'],
  ['tags/create', { tag: { name: '一二三四五六七八九十一' } }, 45158, 'tag_name_is_short'],
  ['tags/update', { tag: { id: 2, name: 'x' } }, 45058, 'tag_is_own'],
  ['tags/update', { tag: { id: 999, name: 'x' } }, 45159, 'tag_known'],
  ['tags/delete', { tag: { id: 1 } }, 45058, 'tag_is_own'],
  ['user/tag/get', { tagId: 100 }, 45159, 'tag_known'],
  ['tags/members/batchtagging', { tagid: 2, openid_list: [] }, 40032, 'list_is_short'],
  ['tags/members/batchtagging', { tagid: 2, openid_list: Array(51).fill('o') }, 40032, 'list_is_short'],
  ['tags/members/batchtagging', { tagid: 2, openid_list: ['oNobody'] }, 40003, 'openid_known'],
  ['tags/getidlist', { openid: 'oNobody' }, 40003, 'openid_known'],
  ['tags/members/batchblacklist', { openid_list: Array(21).fill('o') }, 40032, 'list_is_short'],
  ['tags/members/batchblacklist', { opened_list: ['o'] }, 40097, 'arguments_have_shape'],
] as const)('%s with %j gets %i', async ([path, body, errcode, rule]) => {
  expect((await call(path, body)).errcode).toBe(errcode)
  expect(await readRule(sim)).toBe(rule)
})

test('the text of a bad tag carries the hint of old and the request id, as captured', async () => {
  const { text } = await call('user/tag/get', { tagid: 7 })
  expect(text).toMatch(/"invalid tag id hint: \[.{16}\] rid: [\da-f]{8}-[\da-f]{8}-[\da-f]{8}"/)
})

test('the 101st tag and the 21st tag of a person are refused', async () => {
  for (let count = 0; count < 100; count += 1) await create(`t${count}`)
  expect((await call('tags/create', { tag: { name: 'more' } })).errcode).toBe(45056)
  const openid_list = [await readOpenid(sim, 'xiaoming')]
  const tag = (tagid: number) => call('tags/members/batchtagging', { openid_list, tagid })
  for (let id = 100; id < 120; id += 1) await tag(id)
  expect((await tag(120)).errcode).toBe(45059)
  expect((await tag(100)).errcode).toBe(0)
})

test('the black list comes in pages', async () => {
  const openids = [await readOpenid(sim, 'alice'), await readOpenid(sim, 'xiaoming')]
  expect((await call('tags/members/batchblacklist', { openid_list: openids })).text).toBe(OK)
  const read = async (begin_openid: string) =>
    (await call('tags/members/getblacklist', { begin_openid })).body
  expect(await read('')).toEqual({ total: 2, count: 2, data: { openid: openids }, next_openid: openids[1] })
  expect(await read(openids[0] ?? '')).toMatchObject({ count: 1, data: { openid: [openids[1]] } })
  expect((await call('tags/members/batchunblacklist', { openid_list: openids })).text).toBe(OK)
  expect(await read('')).toEqual({ total: 0, count: 0, next_openid: '' })
})

test('a remark is told by user/info; thirty bytes are too many', async () => {
  const openid = await readOpenid(sim, 'xiaoming')
  const save = (remark: unknown) => call('user/info/updateremark', { openid, remark })
  expect((await save('老客户')).text).toBe(OK)
  const info = await callAccount(sim, '/cgi-bin/user/info', { query: { openid } })
  expect(info.body.remark).toBe('老客户')
  expect((await save('a'.repeat(29))).errcode).toBe(0)
  expect((await save('a'.repeat(30))).errcode).toBe(40092)
  expect((await save(undefined)).errcode).toBe(40092)
  expect((await save('一二三四五六七八九十')).text).toMatch(/"invalid remark name hint: \[.{16}\] rid: /)
})

test('a subscription account may not tag, and a bad token is 40001', async () => {
  expect((await callAccount(sim, '/cgi-bin/tags/get', { number: '6' })).errcode).toBe(48001)
  expect((await callAccount(sim, '/cgi-bin/tags/get', { query: { access_token: 'x' } })).errcode).toBe(40001)
})

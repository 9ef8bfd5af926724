import { expect, test } from 'vitest'
import { listAsked, openTinyWeChat } from '../../test/tiny-wechat.ts'
import { createTag, dropTag, fetchTags, saveTag } from './tag.ts'
import { readAppToken } from './token.ts'

const token = readAppToken('T')

test('tags are made, listed, renamed and dropped', async () => {
  const tags = [
    { id: 2, name: '星标组', count: 0 },
    { id: '134', name: 'vip', count: '7' },
  ]
  const done = { errcode: 0, errmsg: 'ok' }
  const answers = [{ tag: { id: 134, name: 'vip' } }, { tags }, done, done]
  const { wire, calls } = await openTinyWeChat(() => answers.shift())
  expect(await createTag(wire, { token, name: 'vip' })).toEqual({
    id: 134,
    name: 'vip',
    count: undefined,
    raw: { id: 134, name: 'vip' },
  })
  expect(await fetchTags(wire, { token })).toEqual([
    { id: 2, name: '星标组', count: 0, raw: tags[0] },
    { id: 134, name: 'vip', count: 7, raw: tags[1] },
  ])
  expect(await saveTag(wire, { token, id: 134, name: '贵宾' })).toBeUndefined()
  expect(await dropTag(wire, { token, id: 134 })).toBeUndefined()
  const query = { access_token: 'T' }
  expect(listAsked(calls)).toEqual([
    { method: 'POST', path: '/cgi-bin/tags/create', query, body: { tag: { name: 'vip' } } },
    { method: 'GET', path: '/cgi-bin/tags/get', query, body: undefined },
    { method: 'POST', path: '/cgi-bin/tags/update', query, body: { tag: { id: 134, name: '贵宾' } } },
    { method: 'POST', path: '/cgi-bin/tags/delete', query, body: { tag: { id: 134 } } },
  ])
})

test.each([
  ['', false],
  ['十个汉字正好三十个字节', false],
  ['十个汉字刚好三十字节', true],
  ['x'.repeat(30), true],
  ['x'.repeat(31), false],
])('a tag called %j is sent: %j', async (name, sent) => {
  const { wire, calls } = await openTinyWeChat(() => ({ tag: { id: 1, name } }))
  const refused = expect.objectContaining({ name: 'TypeError', code: 'api_text_size' })
  for (const run of [createTag(wire, { token, name }), saveTag(wire, { token, id: 1, name })])
    expect(
      await run.then(
        () => true,
        (error: unknown) => error,
      ),
    ).toEqual(sent ? true : refused)
  expect(calls).toHaveLength(sent ? 2 : 0)
})

test.each([45157, 45158, 45056, 45058, 45057])('WeChat says no with %i', async (errcode) => {
  const { wire } = await openTinyWeChat(() => ({ errcode, errmsg: 'no' }))
  for (const refused of [createTag(wire, { token, name: 'vip' }), dropTag(wire, { token, id: 1 })])
    await expect(refused).rejects.toMatchObject({ code: 'wire_errcode', errcode, retryable: false })
})

test('a tag without an id, and a list that is not there, are refused', async () => {
  const answers = [{ tag: { name: 'vip' } }, {}]
  const { wire } = await openTinyWeChat(() => answers.shift())
  await expect(createTag(wire, { token, name: 'vip' })).rejects.toMatchObject({ code: 'wire_answer' })
  await expect(fetchTags(wire, { token })).rejects.toMatchObject({ code: 'wire_answer' })
})

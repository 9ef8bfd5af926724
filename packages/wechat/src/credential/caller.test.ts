import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { createAccount } from '../login/account.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'

const picture = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0])

/** An account whose first token is dead; `/file` answers a picture, every other path what it was asked. */
async function open() {
  let count = 0
  const tiny = await openTinyWeChat((call, response) => {
    if (call.path === '/cgi-bin/stable_token') {
      count += 1
      return { access_token: `t${count}`, expires_in: 7200 }
    }
    const { access_token: token, ...query } = Object.fromEntries(call.query)
    if (token === 't1') return { errcode: 42001, errmsg: 'access_token expired' }
    if (call.path === '/no') return { errcode: 48001, errmsg: 'api unauthorized' }
    if (call.path !== '/file') return { asked: { method: call.method, query, body: call.body } }
    response.setHeader('content-type', 'image/jpeg').end(picture)
    return undefined
  })
  const options = { wire: tiny.wire, store: createMemoryStore(), appid: 'wx5a4db0c500000001' }
  return { ...tiny, account: createAccount({ ...options, secret: 'x'.repeat(32) }) }
}

test('a GET goes with the kept token, and once more when that has died', async () => {
  const { account, calls } = await open()
  const answer = await account.get('/cgi-bin/menu/get', { lang: 'zh_CN', page: 2, none: undefined })
  expect(answer).toEqual({ asked: { method: 'GET', query: { lang: 'zh_CN', page: '2' }, body: '' } })
  expect(calls.map(({ path }) => path)).toEqual([
    '/cgi-bin/stable_token',
    '/cgi-bin/menu/get',
    '/cgi-bin/stable_token',
    '/cgi-bin/menu/get',
  ])
})

test('a POST goes as JSON, with a query where there is one, and an empty object where there is no body', async () => {
  const { account } = await open()
  const body = { touser: 'o1', data: { a: { value: '茶' } } }
  expect(await account.post('/cgi-bin/message/template/send', body, { a: 1 })).toEqual({
    asked: { method: 'POST', query: { a: '1' }, body: JSON.stringify(body) },
  })
  expect(await account.post('/cgi-bin/x')).toMatchObject({ asked: { body: '{}' } })
})

test('an upload is a form with the file under its name, and heals as well', async () => {
  const { account, calls } = await open()
  const file = new Blob([picture], { type: 'image/jpeg' })
  await account.upload('/cgi-bin/media/upload', { file, name: '茶.jpg' }, { type: 'image' })
  const sent = calls.at(-1)
  expect(sent?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(sent?.query.get('type')).toBe('image')
  expect(sent?.body).toContain('form-data; name="media"; filename="茶.jpg"')
  const form = new FormData()
  form.set('description', '{"title":"a"}')
  await account.upload('/cgi-bin/material/add_material', form)
  expect(calls.at(-1)?.body).toContain('name="description"')
})

test('a download is a file, by GET or by POST, and heals as well', async () => {
  const { account, calls } = await open()
  const file = await account.download('/file', { query: { media_id: 'm' } })
  expect(file).toMatchObject({ bytes: picture, contentType: 'image/jpeg' })
  expect(calls.at(-1)?.query.get('media_id')).toBe('m')
  await account.download('/file', { body: { scene: 'a' } })
  expect(calls.at(-1)).toMatchObject({ method: 'POST', body: '{"scene":"a"}' })
})

test("WeChat's no is an error of every kind of call", async () => {
  const { account } = await open()
  const file = new Blob([picture])
  for (const call of [
    () => account.get('/no'),
    () => account.post('/no'),
    () => account.upload('/no', { file, name: 'a.jpg' }),
    () => account.download('/no'),
  ])
    await expect(call()).rejects.toMatchObject({ code: 'wire_errcode', errcode: 48001, path: '/no' })
})

test('an answer may have a megabyte', async () => {
  const list = 'o'.repeat(900_000)
  const { wire } = await openTinyWeChat(({ path }) =>
    path === '/cgi-bin/x' ? { list } : { access_token: 't', expires_in: 7200 },
  )
  const options = { wire, store: createMemoryStore(), appid: 'wx5a4db0c500000001', secret: 'x' }
  expect((await createAccount(options).get('/cgi-bin/x')).list).toHaveLength(900_000)
})

test.each(['cgi-bin/x', '//evil.example/x', 'https://evil.example/', '/x?access_token=1', '/x#a', '/ x', ''])(
  'the path %j is refused before anything is asked',
  async (path) => {
    const { account, calls } = await open()
    const refused = { name: 'TypeError', code: 'api_path_invalid' }
    await expect(account.get(path)).rejects.toMatchObject(refused)
    await expect(account.post(path)).rejects.toMatchObject(refused)
    await expect(account.upload(path, new FormData())).rejects.toMatchObject(refused)
    await expect(account.download(path)).rejects.toMatchObject(refused)
    expect(calls).toHaveLength(0)
  },
)

test('an upload of what is no file is refused before anything is asked', async () => {
  const { account, calls } = await open()
  const refused = account.upload('/cgi-bin/media/upload', { file: 'text', name: 'a' } as never)
  await expect(refused).rejects.toMatchObject({ name: 'TypeError', code: 'api_file_invalid' })
  expect(calls).toHaveLength(0)
})

test('no token and no secret of a body stands in an error', async () => {
  const { wire } = await openTinyWeChat(({ path, query, body }) =>
    path === '/cgi-bin/stable_token'
      ? { access_token: 'CANARY-token', expires_in: 7200 }
      : { errcode: 40003, errmsg: `bad ${query.get('access_token')} ${body}` },
  )
  const options = { wire, store: createMemoryStore(), appid: 'wx5a4db0c500000001', secret: 'x' }
  const body = { code: hide('CANARY-code', 'code') }
  const error = await createAccount(options)
    .post('/cgi-bin/x', body)
    .catch((reason: Error) => reason)
  expect(JSON.stringify(error)).not.toContain('CANARY')
  expect(String(error)).toContain('[redacted]')
})

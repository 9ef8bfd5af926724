import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import type { AppToken } from '../api/token.ts'
import { WeChatError } from '../error.ts'
import { createMemoryStore } from '../store/memory.ts'
import { fetchAnswer } from '../wire/call.ts'
import { createAppTokenKeeper } from './app-token.ts'

const account = { appid: 'wx5a4db0c500000001', secret: 's3cret' }

/** WeChat with one living token; every fetch makes the next one. */
async function open(isGood: (token: string | null) => unknown = () => ({ ok: true })) {
  let count = 0
  const { wire, calls } = await openTinyWeChat(({ path, query }) => {
    if (path !== '/cgi-bin/stable_token' && path !== '/cgi-bin/token')
      return isGood(query.get('access_token'))
    count += 1
    return { access_token: `t${count}`, expires_in: 7200 }
  })
  const keeper = createAppTokenKeeper({ wire, store: createMemoryStore(), ...account })
  const use = (token: AppToken) =>
    fetchAnswer(wire, { method: 'GET', path: '/cgi-bin/x', query: { access_token: token } })
  return { wire, calls, keeper, use, fetched: () => count }
}

test('a call runs once with a good token', async () => {
  const { keeper, use, calls } = await open()
  expect((await keeper.call(use)).fields).toEqual({ ok: true })
  expect(calls.map(({ path }) => path)).toEqual(['/cgi-bin/stable_token', '/cgi-bin/x'])
})

test.each([40001, 40014, 42001, 48012])(
  'after %i the token is fetched anew and the call runs once more',
  async (errcode) => {
    const { keeper, use, calls } = await open((token) => (token === 't1' ? { errcode } : { token }))
    expect((await keeper.call(use)).fields).toEqual({ token: 't2' })
    expect(calls.map(({ path }) => path)).toEqual([
      '/cgi-bin/stable_token',
      '/cgi-bin/x',
      '/cgi-bin/stable_token',
      '/cgi-bin/x',
    ])
  },
)

test('a token that is refused twice is not tried a third time', async () => {
  const { keeper, use, calls } = await open(() => ({ errcode: 40001, errmsg: 'invalid credential' }))
  await expect(keeper.call(use)).rejects.toMatchObject({
    code: 'credential_token_refused',
    errcode: 40001,
    path: '/cgi-bin/x',
    cause: { code: 'wire_errcode' },
  })
  expect(calls.filter(({ path }) => path === '/cgi-bin/x')).toHaveLength(2)
})

test('50 calls that fail together cost one fetch', async () => {
  const { keeper, use, fetched } = await open((token) => (token === 't1' ? { errcode: 40001 } : { token }))
  const answers = await Promise.all(Array.from({ length: 50 }, () => keeper.call(use)))
  expect(answers.every(({ fields }) => fields.token === 't2')).toBe(true)
  expect(fetched()).toBe(2)
})

test.each([40003, 45009, 48001, -1])('code %i is no reason to fetch a token', async (errcode) => {
  const { keeper, use, calls } = await open(() => ({ errcode }))
  await expect(keeper.call(use)).rejects.toMatchObject({ code: 'wire_errcode', errcode })
  expect(calls).toHaveLength(2)
})

test('a refused user token is no reason to fetch an app token', async () => {
  const { keeper, fetched } = await open()
  const refused = new WeChatError('wire_errcode', 'no', { errcode: 40001, kind: 'reauthorizeUser' })
  await expect(keeper.call(() => Promise.reject(refused))).rejects.toBe(refused)
  expect(fetched()).toBe(1)
})

test('a wrong secret at the fetch is reported as it is, and asked once', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 40125, errmsg: 'invalid appsecret' }))
  const keeper = createAppTokenKeeper({ wire, store: createMemoryStore(), ...account })
  await expect(keeper.call(async () => 1)).rejects.toMatchObject({ errcode: 40125, kind: 'config' })
  await expect(keeper.get()).rejects.toMatchObject({ errcode: 40125 })
  expect(calls).toHaveLength(1)
})

test('the make chooses the call, and a secret that is a function is asked at every fetch', async () => {
  const { wire, calls } = await open()
  const secrets = ['first', 'second']
  const options = {
    wire,
    store: createMemoryStore(),
    appid: account.appid,
    secret: () => secrets.shift() ?? '',
  }
  const keeper = createAppTokenKeeper({ ...options, make: 'plain' })
  const { token } = await keeper.get()
  await keeper.refuse(token)
  await keeper.get()
  expect(calls.map(({ path, query }) => [path, query.get('secret')])).toEqual([
    ['/cgi-bin/token', 'first'],
    ['/cgi-bin/token', 'second'],
  ])
})

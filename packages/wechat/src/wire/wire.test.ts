import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { hide } from '../secret.ts'
import { createWire, fetchAnswer, type WireOptions } from './call.ts'
import { wechatOrigins } from './origins.ts'

test('what is undefined is as usual', () => {
  const names = ['origins', 'fetch', 'timeoutMs', 'maxBytes', 'now', 'onAnswer'] as const
  const options: WireOptions = Object.fromEntries(names.map((name) => [name, undefined]))
  const { fetch: sendRequest, ...wire } = createWire(options)
  expect(wire).toEqual({
    origins: wechatOrigins,
    timeoutMs: 5000,
    maxBytes: 65_536,
    now: Date.now,
    onAnswer: undefined,
  })
  expect(sendRequest).toBeTypeOf('function')
})

test.each<[string, Record<string, unknown>, string]>([
  ['a text as origins', { origins: 'http://localhost:4401' }, 'wire_origin_invalid'],
  ['origins without a host for pages', { origins: { api: 'http://localhost' } }, 'wire_origin_invalid'],
  ['null as origins', { origins: null }, 'wire_origin_invalid'],
  ['a timeout that is no number', { timeoutMs: Number.NaN }, 'wire_option_invalid'],
  ['a text as timeout', { timeoutMs: '5000' }, 'wire_option_invalid'],
  ['no time at all', { timeoutMs: 0 }, 'wire_option_invalid'],
  ['no bytes at all', { maxBytes: -1 }, 'wire_option_invalid'],
  ['a number as clock', { now: 0 }, 'wire_option_invalid'],
  ['an object as fetch', { fetch: {} }, 'wire_option_invalid'],
  ['a text as onAnswer', { onAnswer: 'log' }, 'wire_option_invalid'],
])('%s is refused when the wire is made', (_, options, code) => {
  expect(() => createWire(options as WireOptions)).toThrow(expect.objectContaining({ code }))
})

test('the fetch of the moment of the call is used', async () => {
  const wire = createWire()
  const before = globalThis.fetch
  const asked: unknown[] = []
  globalThis.fetch = async (url) => {
    asked.push(url)
    return new Response('{}')
  }
  try {
    await fetchAnswer(wire, { method: 'GET', path: '/cgi-bin/x' })
  } finally {
    globalThis.fetch = before
  }
  expect(asked).toEqual(['https://api.weixin.qq.com/cgi-bin/x'])
})

/** What a second copy of this package in one program would make. */
async function importAgain(): Promise<typeof import('../secret.ts')> {
  const address = '../secret.ts?again'
  return await import(/* @vite-ignore */ address)
}

test('a secret of another copy of the package is sent, and taken out of errors', async () => {
  const { hide: hideAgain, Secret: SecretAgain } = await importAgain()
  const secret = hideAgain('CANARY-of-another-copy', 'app secret')
  expect(secret).toBeInstanceOf(SecretAgain)
  expect(secret).not.toBeInstanceOf(hide('text', 'x').constructor)
  const { wire, calls } = await openTinyWeChat(({ query }) => ({
    errcode: 40125,
    errmsg: `bad ${query.get('secret')}`,
  }))
  const request = { method: 'POST', path: '/cgi-bin/x', query: { secret }, body: { secret } } as const
  await expect(fetchAnswer(wire, request)).rejects.toMatchObject({ errmsg: 'bad [redacted]' })
  expect(calls[0]?.query.get('secret')).toBe('CANARY-of-another-copy')
  expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ secret: 'CANARY-of-another-copy' })
})

test.each<[string, Record<string, unknown>]>([
  ['an object', { a: { token: hide('CANARY', 'token') } }],
  ['a list', { list: [1, [hide('CANARY', 'token')]] }],
])('a secret within %s is refused, not sent masked', async (_, body) => {
  const { wire, calls } = await openTinyWeChat(() => ({}))
  const sent = fetchAnswer(wire, { method: 'POST', path: '/cgi-bin/x', body })
  await expect(sent).rejects.toMatchObject({ name: 'TypeError', code: 'wire_body_invalid' })
  expect(calls).toHaveLength(0)
})

test('fields that are undefined are left out, of the query too', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({}))
  const fields = { lang: undefined, count: 3 }
  await fetchAnswer(wire, { method: 'POST', path: '/cgi-bin/x', query: fields, body: fields })
  expect(Object.fromEntries(calls[0]?.query ?? [])).toEqual({ count: '3' })
  expect(calls[0]?.body).toBe('{"count":3}')
})

import { expect, test } from 'vitest'
import { openTinyWeChat } from '../../test/tiny-wechat.ts'
import { WeChatError } from '../error.ts'
import { createWire, fetchAnswer, type WireEvent, type WireRequest } from './call.ts'
import { originsAt } from './origins.ts'

const request: WireRequest = { method: 'GET', path: '/sns/auth', query: { openid: 'o & 1' } }

async function readError(run: Promise<unknown>): Promise<WeChatError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof WeChatError) return error
  throw new Error('expected a WeChatError')
}

test('a GET carries its query and nothing else', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0 }))
  expect((await fetchAnswer(wire, request)).fields).toEqual({ errcode: 0 })
  expect(calls[0]).toMatchObject({ method: 'GET', path: '/sns/auth', body: '' })
  expect(calls[0]?.query.get('openid')).toBe('o & 1')
})

test('a POST carries JSON in raw UTF-8', async () => {
  const { wire, calls } = await openTinyWeChat(() => ({ errcode: 0 }))
  await fetchAnswer(wire, { method: 'POST', path: '/cgi-bin/x', body: { text: '小明 👋' } })
  expect(calls[0]).toMatchObject({ method: 'POST', body: '{"text":"小明 👋"}' })
  expect(calls[0]?.headers['content-type']).toBe('application/json')
})

test('a path in the base comes before the path of the call', async () => {
  const { wire, calls, origin } = await openTinyWeChat(() => ({}))
  await fetchAnswer({ ...wire, origins: originsAt(`${origin}/door/`) }, request)
  expect(calls[0]?.path).toBe('/door/sns/auth')
})

test('JSON is read whatever the header says, with a byte order mark and in pieces', async () => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.setHeader('content-type', 'application/json; encoding=gbk')
    const bytes = Buffer.from('\ufeff{"nickname":"小明😀"}')
    response.write(bytes.subarray(0, 18), () => response.end(bytes.subarray(18)))
  })
  expect((await fetchAnswer(wire, request)).fields).toEqual({ nickname: '小明😀' })
})

test('broken bytes in a nickname do not spoil the answer', async () => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.end(Buffer.concat([Buffer.from('{"nickname":"a'), Buffer.from([0xff]), Buffer.from('b"}')]))
  })
  expect((await fetchAnswer(wire, request)).fields).toEqual({ nickname: 'a\ufffdb' })
})

test('a redirect is not followed', async () => {
  const { wire, calls } = await openTinyWeChat((_call, response) => {
    response.writeHead(302, { location: '/elsewhere' }).end('{"openid":"o"}')
  })
  expect(await readError(fetchAnswer(wire, request))).toMatchObject({ code: 'wire_answer', retryable: false })
  expect(calls).toHaveLength(1)
})

test.each([
  ['before the headers', () => undefined],
  ['before the body', (response: { flushHeaders(): void }) => response.flushHeaders()],
  ['within the body', (response: { write(text: string): unknown }) => void response.write('{"openid":')],
])('an answer that hangs %s is a timeout', async (_title, begin) => {
  // Runs out: the answer never ends.
  const { wire } = await openTinyWeChat((_call, response) => begin(response), { timeoutMs: 100 })
  expect(await readError(fetchAnswer(wire, request))).toMatchObject({ code: 'wire_timeout', retryable: true })
})

test('an answer that drips is a timeout too: the limit is for the whole', async () => {
  const { wire } = await openTinyWeChat(
    (_call, response) => {
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    },
    // Runs out: the answer never ends.
    { timeoutMs: 200 },
  )
  expect((await readError(fetchAnswer(wire, request))).code).toBe('wire_timeout')
})

test('a fetch that ignores its signal is given up all the same', async () => {
  // Runs out: nothing ever answers.
  const wire = createWire({ fetch: () => new Promise(() => undefined), timeoutMs: 30 })
  expect((await readError(fetchAnswer(wire, request))).code).toBe('wire_timeout')
})

test('a body over the limit is not read to its end', async () => {
  let sent = 0
  const { wire } = await openTinyWeChat((_call, response) => {
    const chunk = Buffer.alloc(65_536, ' ')
    const push = () => {
      while (!response.destroyed && sent < 64_000_000) {
        sent += chunk.length
        if (!response.write(chunk)) return response.once('drain', push)
      }
      return response.end('{}')
    }
    push()
  })
  expect(await readError(fetchAnswer(wire, request))).toMatchObject({ code: 'wire_answer' })
  expect(sent).toBeLessThan(30_000_000)
})

test('a body of exactly the limit is read', async () => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.end('{"a":1}'.padEnd(1000, ' '))
  })
  expect((await fetchAnswer({ ...wire, maxBytes: 1000 }, request)).fields).toEqual({ a: 1 })
  expect((await readError(fetchAnswer({ ...wire, maxBytes: 999 }, request))).code).toBe('wire_answer')
})

test('a request may widen the limit of its wire, and cannot narrow it', async () => {
  const { wire } = await openTinyWeChat((_call, response) => {
    response.end('{"a":1}'.padEnd(1000, ' '))
  })
  const ask = (ofWire: number, ofRequest: number) =>
    fetchAnswer({ ...wire, maxBytes: ofWire }, { ...request, maxBytes: ofRequest })
  expect((await ask(10, 1000)).fields).toEqual({ a: 1 })
  expect((await ask(1000, 10)).fields).toEqual({ a: 1 })
  expect((await readError(ask(10, 999))).message).toContain('larger than 999 bytes')
})

test('a connection that is refused or reset is unreachable, and the next call works', async () => {
  let broken = true
  const { wire } = await openTinyWeChat((_call, response) => {
    if (!broken) return {}
    response.destroy()
    return undefined
  })
  const failure = await readError(fetchAnswer(wire, request))
  expect(failure).toMatchObject({ code: 'wire_unreachable', retryable: true, path: '/sns/auth' })
  broken = false
  expect((await fetchAnswer(wire, request)).fields).toEqual({})
  const nobody = createWire({ origins: originsAt('http://127.0.0.1:1') })
  const refused = await readError(fetchAnswer(nobody, request))
  expect(refused.code).toBe('wire_unreachable')
  expect(refused.cause).toBeInstanceOf(Error)
})

test('every call is told once, without query and body', async () => {
  const events: WireEvent[] = []
  const onAnswer = (event: WireEvent) => events.push(event)
  const answers = [
    { openid: 'o' },
    { errcode: 40029, errmsg: 'invalid code, rid: 65aa2cd5-0345a3f6-5c30965c' },
  ]
  const { wire } = await openTinyWeChat(() => answers.shift(), { onAnswer })
  await fetchAnswer(wire, request)
  await readError(fetchAnswer(wire, request))
  await readError(fetchAnswer({ ...wire, origins: originsAt('http://127.0.0.1:1') }, request))
  expect(events).toMatchObject([
    { method: 'GET', path: '/sns/auth', status: 200, errcode: undefined, failure: undefined },
    { status: 200, errcode: 40029, failure: 'wire_errcode', rid: '65aa2cd5-0345a3f6-5c30965c' },
    { status: undefined, errcode: undefined, failure: 'wire_unreachable' },
  ])
  expect(events.every(({ durationMs }) => durationMs >= 0)).toBe(true)
})

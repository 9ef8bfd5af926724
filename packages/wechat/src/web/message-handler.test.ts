import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { buildPush, pushedAt, pushKeys, textMessage } from '../../test/tiny-push.ts'
import { createWaitTime, letRun } from '../../test/wait-time.ts'
import { WeChatError } from '../error.ts'
import { signParts } from '../message/signature.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createMessageHandler, type MessageHandlerOptions } from './message-handler.ts'
import { createNodeMessageHandler } from './node-message-handler.ts'

const start = pushedAt * 1_000

function open(more: Partial<MessageHandlerOptions> = {}) {
  let clock = start
  const now = () => clock
  const errors: unknown[] = []
  const options: MessageHandlerOptions = {
    keys: pushKeys,
    store: createMemoryStore({ now }),
    on: (message) => (message.kind === 'text' ? `You said: ${message.content}` : undefined),
    now,
    onError: (error) => errors.push(error),
    ...more,
  }
  // Every process has its own handler, and waits in a time of its own.
  const receive = (request: Request) => createMessageHandler({ ...options, ...createWaitTime() })(request)
  const advance = (ms: number) => {
    clock += ms
  }
  return { options, receive, errors, advance }
}

/** The push as a request, encrypted anew each time, as WeChat's repetitions are. */
async function buildRequest(message = textMessage, changes: Parameters<typeof buildPush>[1] = {}) {
  const { query, body } = await buildPush(message, changes)
  return new Request(`https://m.example.com/push?${query}`, { method: 'POST', body: String(body) })
}

const read = async (answer: Response) => [answer.status, await answer.text()] as const

test('WeChat’s check of the URL gets its echostr, as text', async () => {
  const { receive } = open()
  const [timestamp, nonce] = [String(pushedAt), '42']
  const signature = await signParts([pushKeys.token, timestamp, nonce])
  const query = new URLSearchParams({ timestamp, nonce, signature, echostr: '5927782489442352469' })
  const answer = await receive(new Request(`https://m.example.com/push?${query}`))
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(await read(answer)).toEqual([200, '5927782489442352469'])
  query.set('signature', 'a'.repeat(40))
  expect((await receive(new Request(`https://m.example.com/push?${query}`))).status).toBe(403)
})

test('a text is answered by its reply, sealed; what has none by success', async () => {
  const { receive } = open()
  const [status, reply] = await read(await receive(await buildRequest()))
  expect([status, reply.slice(0, 14)]).toEqual([200, '<xml><Encrypt>'])
  const event = textMessage
    .replace('[text]', '[event]')
    .replace('<Content>', '<Event>LOCATION_X</Event><Content>')
  expect(await read(await receive(await buildRequest(event)))).toEqual([200, 'success'])
})

test('twelve deliveries at once, and one long after, are acted on once and get the same reply', async () => {
  let acted = 0
  const { receive, advance } = open({
    on: async () => {
      acted += 1
      await letRun()
      return `reply ${acted}`
    },
  })
  const requests = await Promise.all(Array.from({ length: 12 }, () => buildRequest()))
  const answers = await Promise.all(requests.map(async (request) => read(await receive(request))))
  for (const [status, text] of answers) expect([status, text.includes('<Encrypt>')]).toEqual([200, true])
  advance(3_500_000)
  expect((await receive(await buildRequest())).status).toBe(200)
  expect(acted).toBe(1)
})

test('a handler that takes longer than WeChat waits answers with a repetition', async () => {
  let finish = () => {}
  let acted = 0
  const { receive } = open({
    on: async () => {
      acted += 1
      await new Promise<void>((resolve) => {
        finish = resolve
      })
      return 'at last'
    },
  })
  const first = receive(await buildRequest())
  await expect.poll(() => acted).toBe(1)
  // WeChat takes no answer from this one, and tries again.
  expect(await read(await receive(await buildRequest()))).toEqual([503, ''])
  finish()
  await first
  expect((await read(await receive(await buildRequest())))[1]).toContain('<Encrypt>')
  expect(acted).toBe(1)
})

test('what failed is told, answered with 500, and tried again with the repetition', async () => {
  let acted = 0
  const { receive, errors } = open({
    on: () => {
      acted += 1
      if (acted === 1) throw new Error('the database is away')
      return 'hello'
    },
  })
  expect(await read(await receive(await buildRequest()))).toEqual([500, ''])
  expect(errors).toEqual([new Error('the database is away')])
  expect((await receive(await buildRequest())).status).toBe(200)
  expect(acted).toBe(2)
})

test('a process that died in the middle holds the next try up for six seconds at most', async () => {
  const { options, receive, advance } = open()
  let isAtWork = false
  const dies = createMessageHandler({
    ...options,
    // Nothing lets its time pass: its lease is not renewed, as of a process that is gone.
    pause: () => new Promise(() => {}),
    on: () => {
      isAtWork = true
      return new Promise<void>(() => {})
    },
  })
  void dies(await buildRequest())
  await expect.poll(() => isAtWork).toBe(true)
  expect((await receive(await buildRequest())).status).toBe(503)
  advance(6_000)
  expect((await read(await receive(await buildRequest())))[1]).toContain('<Encrypt>')
})

test('a push that is not WeChat’s, or is not now, is refused without a word; the log hears why', async () => {
  const { receive, errors } = open()
  const changed = await buildRequest()
  const url = new URL(changed.url)
  url.searchParams.set('msg_signature', '0'.repeat(40))
  const refusals = [
    new Request(url, { method: 'POST', body: await changed.text() }),
    await buildRequest(textMessage, { timestamp: String(pushedAt - 3_700) }),
    new Request('https://m.example.com/push', { method: 'POST', body: '<xml></xml>' }),
  ]
  for (const request of refusals) expect(await read(await receive(request))).toEqual([403, ''])
  expect(errors.map((error) => error instanceof WeChatError && error.code)).toEqual([
    'message_signature',
    'message_stale',
    'message_query',
  ])
  expect(await read(await receive(await buildRequest('<xml><!-- --></xml>')))).toEqual([400, ''])
})

test('another method is refused', async () => {
  const answer = await open().receive(new Request('https://m.example.com/push', { method: 'PUT', body: 'x' }))
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
})

test.each([
  ['no token', { keys: { ...pushKeys, token: '' } }, 'message_token_invalid'],
  ['a token with its line end', { keys: { ...pushKeys, token: 'wxgatetoken\n' } }, 'message_token_invalid'],
  [
    'a key with the = of a decoder',
    { keys: { ...pushKeys, encodingAesKey: `${pushKeys.encodingAesKey}=` } },
    'message_key_invalid',
  ],
  [
    'a former key that is none',
    { keys: { ...pushKeys, previousEncodingAesKey: 'short' } },
    'message_key_invalid',
  ],
  ['no store', { store: undefined }, 'message_store_invalid'],
  ['nothing to do', { on: undefined }, 'message_handler_invalid'],
])('%s is refused when the handler is made', (_title, wrong, code) => {
  const { options } = open()
  const build = () => createMessageHandler({ ...options, ...(wrong as Partial<MessageHandlerOptions>) })
  expect(build).toThrow(expect.objectContaining({ name: 'TypeError', code }))
})

test('a body that somebody else has read is an error that says so', async () => {
  const { receive, errors } = open()
  const request = await buildRequest()
  await request.text()
  expect((await receive(request)).status).toBe(500)
  expect(errors).toEqual([expect.objectContaining({ name: 'TypeError', code: 'web_body_used' })])
})

/** A server with the handler; `taken` counts the bytes of bodies that it has read. */
async function serve(options: Partial<MessageHandlerOptions> = {}) {
  const { options: all, errors } = open(options)
  const receive = createNodeMessageHandler(createMessageHandler(all))
  const sockets: import('node:net').Socket[] = []
  const server = createServer((request, response) => void receive(request, response))
  server.on('connection', (socket) => sockets.push(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { port, errors, taken: () => sockets.reduce((sum, { bytesRead }) => sum + bytesRead, 0) }
}

/** Sends up to 400 MB, as fast as they are taken, until the server answers or hangs up; gives the first line. */
async function flood(port: number, head: string, chunk: (bytes: Buffer) => Buffer[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => {})
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  const ended = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  socket.write(`POST /push HTTP/1.1\r\nhost: x\r\n${head}\r\n\r\n`)
  const bytes = Buffer.alloc(65_536, 'x')
  for (let sent = 0; sent < 400_000_000 && answer === '' && !socket.destroyed; sent += bytes.length) {
    const taken = chunk(bytes).map((part) => socket.write(part))
    if (taken.includes(false))
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended])
  }
  await ended
  return answer.split('\r\n')[0] ?? ''
}

test('of 400 MB that say how long they are nothing is read', async () => {
  const { port, taken } = await serve()
  expect(await flood(port, 'content-length: 400000000', (bytes) => [bytes])).toBe(
    'HTTP/1.1 413 Payload Too Large',
  )
  expect(taken()).toBeLessThan(1_000_000)
})

test('of 400 MB that do not say it less than one is read', async () => {
  const { port, taken } = await serve()
  const frame = (bytes: Buffer) => [
    Buffer.from(`${bytes.length.toString(16)}\r\n`),
    bytes,
    Buffer.from('\r\n'),
  ]
  expect(await flood(port, 'transfer-encoding: chunked', frame)).toBe('HTTP/1.1 413 Payload Too Large')
  expect(taken()).toBeLessThan(1_000_000)
})

test('over node:http a push is answered, and one that a parser made an object of is an error that says so', async () => {
  const { port } = await serve()
  const request = await buildRequest()
  const { search } = new URL(request.url)
  const sent = await fetch(`http://127.0.0.1:${port}/push${search}`, {
    method: 'POST',
    body: await request.text(),
  })
  expect([sent.status, (await sent.text()).slice(0, 5)]).toEqual([200, '<xml>'])
  const { options, errors } = open()
  const receive = createNodeMessageHandler(createMessageHandler(options))
  const answered = { statusCode: 0, setHeader: () => undefined, end: () => undefined }
  const parsed = {
    method: 'POST',
    url: `/push${search}`,
    headers: {},
    readableDidRead: true,
    body: { Encrypt: 'x' },
  }
  await receive({ ...parsed, async *[Symbol.asyncIterator]() {} }, answered)
  expect([answered.statusCode, errors]).toEqual([
    500,
    [expect.objectContaining({ code: 'message_body_invalid' })],
  ])
})

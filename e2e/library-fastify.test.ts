import { createMemoryStore } from '@wxgate/wechat'
import { createMessageHandler, createNodeMessageHandler } from '@wxgate/wechat/web'
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { startTown } from './library-visitor.ts'

const appid = 'wx5a4db0c500000001'
const keys = { appid, token: 'wxgatetoken', encodingAesKey: 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890' }

test('a push is answered by Fastify, as the pages show it', async () => {
  const { sim } = await startTown()
  const receive = createMessageHandler({
    keys,
    store: createMemoryStore(),
    on: (message) => (message.kind === 'text' ? `You said: ${message.content}` : undefined),
  })
  const app = Fastify()
  const push = createNodeMessageHandler(receive)
  const types = ['text/xml', 'application/xml', 'application/json']
  app.addContentTypeParser(types, { parseAs: 'string' }, (_request, body, done) => done(null, body))
  app.all('/push', async (request, reply) => {
    await push(Object.assign(request.raw, { body: request.body }), reply.raw)
    return reply.hijack()
  })
  onTestFinished(() => app.close())
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  await sim.setPush({ appid, url: `${origin}/push` })
  const { chat } = await sim.chat({ person: 'xiaoming', appid, text: 'tea?' })
  expect(chat.lines.at(-1)?.text).toBe('You said: tea?')
})

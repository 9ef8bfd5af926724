import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, createNodeLogin, desktopHandoff, inWeChat } from '@wxgate/wechat/web'
import fastify from 'fastify'

const {
  PORT = '3000',
  ORIGIN = `http://localhost:${PORT}`,
  WECHAT_ORIGIN = 'http://localhost:4401',
  APPID = 'wx5a4db0c500000001',
  SECRET = '5ec00000000000000000000000000001',
} = process.env

// WeChat on localhost: `npx wxgate simulate`. Without `wire` this is WeChat itself.
const wire = createWire({ origins: originsAt(WECHAT_ORIGIN) })
const store = createMemoryStore()
const account = createAccount({ wire, store, appid: APPID, secret: SECRET })
const channels = [inWeChat(account), desktopHandoff(account)]
const login = createNodeLogin(createLogin({ store, origin: ORIGIN, channels, onError: console.error }))

const app = fastify()
app.addHook('onRequest', (request, reply, done) => login.middleware(request.raw, reply.raw, done))
app.get('/', async (request, reply) => {
  const visitor = await login.guard(request.raw, reply.raw, { profile: true })
  return visitor ? `Hello ${visitor.nickname}` : reply.hijack()
})
await app.listen({ port: Number(PORT) })

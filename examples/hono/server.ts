import { serve } from '@hono/node-server'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, desktopHandoff, inWeChat } from '@wxgate/wechat/web'
import { Hono } from 'hono'

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
const login = createLogin({ store, origin: ORIGIN, channels, onError: console.error })

const app = new Hono()
app.all('/wechat/*', (c) => login.handler(c.req.raw))
app.get('/', async (c) => {
  const visitor = await login.guard(c.req.raw, { profile: true })
  return visitor instanceof Response ? visitor : c.text(`Hello ${visitor.nickname}`)
})
serve({ fetch: app.fetch, port: Number(PORT) })

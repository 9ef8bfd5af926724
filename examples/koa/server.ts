import { bodyParser } from '@koa/bodyparser'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createKoaLogin, createLogin, desktopHandoff, inWeChat } from '@wxgate/wechat/web'
import Koa from 'koa'

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
const login = createKoaLogin(createLogin({ store, origin: ORIGIN, channels, onError: console.error }))

const app = new Koa()
app.use(bodyParser())
app.use(login.middleware)
app.use(async (context) => {
  const visitor = await login.guard(context, { profile: true })
  if (visitor) context.body = `Hello ${visitor.nickname}`
})
app.listen(PORT)

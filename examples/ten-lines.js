import { createServer } from 'node:http'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, createNodeLogin, inWeChat } from '@wxgate/wechat/web'

// WeChat on localhost: `npx wxgate simulate`. Without `origins` this is WeChat itself.
const {
  WECHAT_ORIGIN = 'http://localhost:4401',
  ORIGIN = 'http://localhost:3000',
  PORT = '3000',
} = process.env
const [appid, secret] = ['wx5a4db0c500000001', '5ec00000000000000000000000000001']
const wire = createWire({ origins: originsAt(WECHAT_ORIGIN) })
const store = createMemoryStore()
const account = createAccount({ wire, store, appid, secret })
const login = createNodeLogin(createLogin({ store, origin: ORIGIN, channels: [inWeChat(account)] }))

createServer((request, response) =>
  login.middleware(request, response, async () => {
    const visitor = await login.guard(request, response, { profile: true })
    if (visitor)
      response.setHeader('content-type', 'text/plain; charset=utf-8').end(`Hello ${visitor.nickname}`)
  }),
).listen(PORT)

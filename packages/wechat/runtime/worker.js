// A site on Cloudflare Workers: account and login stand at module scope, as everywhere else. `npm run package` runs it in
// workerd, and signs somebody in.
import { env, waitUntil } from 'cloudflare:workers'
import {
  createAccount,
  createKeeper,
  createMemoryStore,
  createWire,
  fetchStableToken,
  originsAt,
} from '@wxgate/wechat'
import { createLogin, inWeChat } from '@wxgate/wechat/web'

const town = { appid: 'wx5a4db0c500000001', secret: '5ec00000000000000000000000000001' }
const wire = createWire({ origins: originsAt(env.WECHAT_ORIGIN) })
const store = createMemoryStore()
const account = createAccount({ wire, store, ...town, waitUntil })
const login = createLogin({ store, origin: env.ORIGIN, channels: [inWeChat(account)] })

let passed = 0
const now = () => Date.now() + passed

/** A keeper whose hours pass by request, to be seen on the way from a fresh token to a dead one. */
function keep(key, more) {
  return createKeeper({
    store: createMemoryStore({ now }),
    kind: 'worker',
    key,
    use: 'app token',
    fetch: async () => ({ ...(await fetchStableToken(wire, town)), expiresAt: now() + 7_200_000 }),
    now,
    elapsed: () => performance.now() + passed,
    ...more,
  })
}

const keepers = { alone: keep('alone'), waiting: keep('waiting', { waitUntil }) }

export default {
  async fetch(request) {
    const url = new URL(request.url)
    if (url.pathname.startsWith('/wechat/')) return await login.handler(request)
    const keeper = keepers[url.pathname.slice('/keeper/'.length)]
    if (keeper === undefined) {
      const visitor = await login.guard(request, { profile: true })
      return visitor instanceof Response ? visitor : new Response(`Hello ${visitor.nickname}`)
    }
    passed += Number(url.searchParams.get('minutes')) * 60_000
    const { expiresAt } = await keeper.get()
    return new Response(String(Math.round((expiresAt - now()) / 60_000)))
  },
}

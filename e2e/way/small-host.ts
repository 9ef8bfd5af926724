import { createMemoryStore, createSignInAccount, createWire, originsAt } from '@wxgate/wechat'
import { type Ask, createWay, type Host, type Way } from '@wxgate/wechat/way'
import { readSecret } from '../library-visitor.ts'

const origin = 'http://localhost:3000'
const appid = 'wx5a4db0c500000001'

/** A way whose host keeps nobody signed in: for what is refused before that. */
export function createSmallWay(simulator: string, more: Partial<Host<undefined>> = {}): Way<undefined> {
  const wire = createWire({ origins: originsAt(simulator) })
  const account = createSignInAccount({ wire, appid, secret: readSecret(1) })
  return createWay<undefined>({
    origin,
    paths: { start: '/in', callback: '/in/callback', profile: '/in/p', handoff: '/in/h', desktop: '/in/d' },
    cookiePrefix: 'app-',
    sessionSeconds: 3600,
    wechat: [account.origins.open],
    store: createMemoryStore(),
    now: Date.now,
    findAccount: async () => account,
    listChannels: async () => [{ name: 'wechat', appid }],
    sessions: {
      find: async () => undefined,
      begin: async () => undefined,
      read: () => undefined,
      hand: () => '',
      take: async () => undefined,
      decline: async () => undefined,
    },
    readFacts: async () => ({ site: 'My site' }),
    ...more,
  })
}

/** A page that is loaded in WeChat. */
export function buildAsk(path: string, { cookie = '', address = '127.0.0.1' } = {}): Ask {
  return {
    method: 'GET',
    url: new URL(path, origin),
    header: (name) => ({ 'user-agent': 'MicroMessenger', cookie })[name],
    readForm: async () => new URLSearchParams(),
    address,
  }
}

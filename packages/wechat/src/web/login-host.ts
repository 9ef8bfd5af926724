import type { WeChatError } from '../error.ts'
import type { Store } from '../store/store.ts'
import type { Arrival, Host } from '../way/host.ts'
import type { Channel } from './channel.ts'
import { buildOwner, createVisitors, type KeptVisitor, type NewVisitor, type Visitors } from './visitor.ts'

/** The parts of the host of one site. */
export interface LoginHostOptions {
  store: Store
  /** Of the site, without a slash at the end. */
  origin: string
  path: string
  site: string
  channels: readonly Channel[]
  sessionSeconds: number
  now: () => number
  onSignIn: ((identity: NewVisitor['identity']) => unknown) | undefined
  onError: ((error: WeChatError | Error) => void) | undefined
}

/** The small host of the visitor's way: one site, whose sessions are visitors. */
export function createLoginHost(options: LoginHostOptions): { host: Host<KeptVisitor>; visitors: Visitors } {
  const { store, origin, path, site, channels, sessionSeconds, now, onError } = options
  const accounts = new Map(channels.map(({ appid, account }) => [appid, account]))
  const visitors = createVisitors({ store, now, sessionSeconds, origin, appids: new Set(accounts.keys()) })
  const host: Host<KeptVisitor> = {
    origin,
    paths: {
      start: `${path}/login`,
      callback: `${path}/callback`,
      profile: `${path}/profile`,
      handoff: `${path}/handoff`,
      desktop: `${path}/desktop`,
    },
    cookiePrefix: buildCookiePrefix(path),
    sessionSeconds,
    wechat: [...new Set(channels.map(({ account }) => account.origins.open))],
    store,
    now,
    findAccount: async (appid) => accounts.get(appid),
    listChannels: async () => channels,
    sessions: buildSessions(options, visitors),
    readFacts: async () => ({ site }),
    findStart: async () => '/',
    onEvent(event) {
      if ('error' in event) onError?.(event.error)
    },
  }
  return { host, visitors }
}

/** Two sign-ins at one origin, each of its own account, have cookies of their own. */
function buildCookiePrefix(path: string): string {
  return path === '/wechat' ? 'wechat-' : `wechat${path.replaceAll('/', '-')}-`
}

function buildSessions({ onSignIn }: LoginHostOptions, visitors: Visitors): Host<KeptVisitor>['sessions'] {
  return {
    find: visitors.find,
    async begin(id, { identity, declined, before }: Arrival) {
      const user = await onSignIn?.(identity)
      // The session before this one ends: a cookie that somebody planted is worth nothing.
      await visitors.close(before)
      await visitors.open(id, { identity, user: typeof user === 'string' ? user : undefined, declined })
    },
    read({ visitor }, appid) {
      if (visitor.appid !== appid) return undefined
      const { signedInAt, kind } = visitor
      return { owner: buildOwner(visitor), signedInAt, hasProfile: kind === 'profile' }
    },
    hand: (kept) => JSON.stringify(kept),
    async take(id, handed, { before }) {
      await visitors.close(before)
      await visitors.copy(id, handed)
    },
    decline: (id) => visitors.decline(id),
  }
}

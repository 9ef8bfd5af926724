import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { connectSimulator, type SimulatorControl, startSimulator } from '@wxgate/simulator/test-kit'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, createNodeLogin, desktopHandoff, inWeChat } from '@wxgate/wechat/web'
import { onTestFinished } from 'vitest'
import { readSecret } from '../library-visitor.ts'
import { findFreePorts, startTown } from '../town.ts'
import type { Step, Visitor } from '../visitor.ts'

/** A host of the visitor's way, as a visitor and a test meet it. */
export interface Site {
  /** Where the way's own pages are. */
  origin: string
  /** A page that wants nobody's profile, one that would like it; both end at themselves. */
  quiet: string
  wanted: string
  /** Where a sign-in that was begun at one of them ends. */
  readEnd(start: string): string
  /** A start that ends at this address of the application: a path with a query and a fragment. */
  buildStart(path: string): string
  /** The address that it ends at. */
  buildEnd(path: string): string
  /** The openid of whoever is signed in in this browser; undefined when nobody is. */
  findOpenid(visitor: Visitor, cookie?: string): Promise<string | undefined>
  /** From a page of this origin; of the site's own unless given. */
  signOut(visitor: Visitor, origin?: string): Promise<Step>
  paths: { start: string; callback: string; handoff: string; desktop: string }
  cookieName: string
  control: SimulatorControl
  advance(seconds: number): Promise<void>
  /** From now on nobody can be signed in, by the host's own fault; the second call ends that. */
  breakDown(): () => void
}

export const teahouse = 'wx5a4db0c500000001'

/** Both hosts, by name. */
export const hosts = [
  { host: 'a site with the library', open: openLibrary },
  { host: 'the gateway', open: openGateway },
]

async function openLibrary(): Promise<Site> {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const [port] = await findFreePorts()
  const origin = `http://localhost:${port}`
  let advanced = 0
  let broken = false
  const now = () => Date.now() + advanced
  const store = createMemoryStore({ now })
  const account = createAccount({
    wire: createWire({ origins: originsAt(sim.url) }),
    store,
    appid: teahouse,
    secret: readSecret(1),
  })
  const onSignIn = () => {
    if (broken) throw new Error('no more users')
  }
  const channels = [inWeChat(account), desktopHandoff(account)]
  const login = createNodeLogin(createLogin({ store, origin, channels, now, onSignIn, site: '演示茶馆' }))
  const server = createServer((request, response) => {
    // Node.js' own fetch says that it loads no page; a browser says that it does.
    delete request.headers['sec-fetch-mode']
    login.middleware(request, response, async () => {
      if (request.url === '/openid') {
        response.end((await login.visitor(request))?.openid ?? '')
        return
      }
      const profile = request.url?.startsWith('/wanted') ? 'optional' : false
      const visitor = await login.guard(request, response, { profile })
      if (visitor) response.end(`hello ${visitor.openid}`)
    })
  })
  await once(server.listen(port, 'localhost'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    origin,
    quiet: `${origin}/quiet`,
    wanted: `${origin}/wanted`,
    readEnd: (start) => start,
    buildStart: (path) => `${origin}/wechat/login?return_to=${encodeURIComponent(path)}`,
    buildEnd: (path) => `${origin}${path}`,
    async findOpenid(visitor, cookie) {
      const { text } = await visitor.request(`${origin}/openid`, cookie ? { headers: { cookie } } : {})
      return text || undefined
    },
    signOut: (visitor, from = origin) =>
      visitor.request(`${origin}/wechat/logout`, { method: 'POST', headers: { origin: from } }),
    paths: {
      start: '/wechat/login',
      callback: '/wechat/callback',
      handoff: '/wechat/handoff',
      desktop: '/wechat/desktop',
    },
    cookieName: 'wechat-session',
    control: connectSimulator(sim.url),
    async advance(seconds) {
      advanced += seconds * 1000
    },
    breakDown() {
      broken = true
      return () => {
        broken = false
      }
    },
  }
}

async function openGateway(): Promise<Site> {
  const town = await startTown()
  const { gateway, app, control, records, stateDir } = town
  const demo = await records.clients.find('demo')
  if (!demo) throw new Error('no demo client')
  await records.clients.save({ ...demo, id: 'quiet', name: '演示茶馆', wantsProfile: false })
  const build = (client: string, path: string) =>
    `${gateway}/login/${client}?return_to=${encodeURIComponent(`${app}${path}`)}`
  return {
    origin: gateway,
    quiet: build('quiet', '/'),
    wanted: build('demo', '/'),
    readEnd: () => `${app}/`,
    buildStart: (path) => build('quiet', path),
    buildEnd: (path) => `${app}${path}`,
    async findOpenid(visitor, cookie) {
      const init = cookie ? { headers: { cookie } } : {}
      return JSON.parse((await visitor.request(`${gateway}/session`, init)).text).openid
    },
    signOut: (visitor, from = gateway) =>
      visitor.request(`${gateway}/logout`, { method: 'POST', headers: { origin: from } }),
    paths: {
      start: '/login/start',
      callback: '/wechat/callback',
      handoff: '/handoff',
      desktop: '/login/desktop',
    },
    cookieName: 'wxgate_session',
    control,
    advance: async (seconds) => void (await control.advance(seconds)),
    breakDown() {
      const database = new DatabaseSync(join(stateDir, 'gateway.db'))
      database.exec(
        "create trigger no_session before insert on kept when new.kind = 'session' begin select raise(abort, 'no'); end",
      )
      return () => {
        database.exec('drop trigger no_session')
        database.close()
      }
    },
  }
}

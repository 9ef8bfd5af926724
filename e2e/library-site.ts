import { once } from 'node:events'
import { createServer } from 'node:http'
import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, createNodeLogin, desktopHandoff, inWeChat } from '@wxgate/wechat/web'
import { onTestFinished } from 'vitest'
import { readSecret } from './library-visitor.ts'
import { findFreePorts } from './town.ts'

/** A site on localhost whose every page greets by nickname, and the WeChat that it stands on. */
export interface LibrarySite {
  url: string
  sim: TestSimulator
  /** Moves the site's clock forward; that of WeChat stays. */
  advance(ms: number): void
  /** From now on nobody can be made a user. */
  breakDown(): void
}

export async function startSite(): Promise<LibrarySite> {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const [port] = await findFreePorts()
  const url = `http://localhost:${port}`
  let advanced = 0
  let broken = false
  const now = () => Date.now() + advanced
  const wire = createWire({ origins: originsAt(sim.url) })
  const store = createMemoryStore({ now })
  const account = createAccount({ wire, store, appid: 'wx5a4db0c500000001', secret: readSecret(1) })
  const channels = [inWeChat(account), desktopHandoff(account)]
  const onSignIn = () => {
    if (broken) throw new Error('no more users')
  }
  const login = createNodeLogin(
    createLogin({ store, origin: url, channels, site: '演示茶馆', now, onSignIn }),
  )
  const server = createServer((request, response) =>
    login.middleware(request, response, async () => {
      const visitor = await login.guard(request, response, { profile: true })
      if (!visitor) return
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><html lang="en"><title>Home</title><main><h1>Hello ${visitor.nickname}</h1>`,
      )
    }),
  )
  await once(server.listen(port, 'localhost'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url,
    sim,
    advance: (ms) => {
      advanced += ms
    },
    breakDown: () => {
      broken = true
    },
  }
}

import type { RequestListener, Server } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { buildApp } from './app.ts'
import { createContext } from './context.ts'
import { buildBaseUrl, closeServer, openServers } from './listen.ts'
import { isLoopbackHost } from './push/post.ts'
import type { TlsListener } from './tls/server.ts'
import type { Seed } from './world/town-schema.ts'
import type { World } from './world/world.ts'

export { readSeed } from './control/seed.ts'
export type { Seed } from './world/town-schema.ts'

/** Settings of a simulator. All may be left out. */
export type SimulatorOptions = {
  /**
   * Base URL for avatar links; default: the URL each request was sent to. Its host may use the page and `/__sim/`,
   * as loopback names always may; any other name gets 421.
   */
  publicUrl?: string
  /** The machine's clock in milliseconds since 1970; default `Date.now`. The simulated clock runs on top of it. */
  now?: () => number
  /** The town to begin with, checked by `readSeed`; default the demo town. */
  seed?: Seed
  /**
   * Serves the whole page for people at `/`; default false, which shows a plain one. Run from the repository, a
   * child process builds it first if it is missing or old; listening does not wait for that.
   */
  page?: boolean
  /** Hears what the operator should know, a line at a time; default nobody. */
  log?: (line: string) => void
}

/** One WeChat on localhost. Many may live in one process. */
export type Simulator = {
  /** The Fastify instance, for `inject` and for adding pages. */
  app: FastifyInstance
  /** Everything the simulated WeChat knows. */
  world: World
  /**
   * Opens both loopback addresses on `port` (0: a free one), or `host` alone; answers the base URL, for
   * example `http://localhost:4401`. Rejects with Node's `EADDRINUSE` error when the port is taken. A `host` that
   * is not loopback opens the simulator to everybody who reaches it, which `log` is told.
   */
  listen(options: { port: number; host?: string }): Promise<string>
  /**
   * Answers as WeChat's own hosts over TLS on both loopback addresses, and as an HTTP CONNECT proxy for them, on
   * one port (0: a free one). The folder keeps a private certificate authority: its certificate is what clients
   * must trust, its key is readable by its owner alone. Nothing is installed into the system.
   */
  listenTls(options: { port: number; folder: string }): Promise<{ port: number; certificateFile: string }>
  /** Ends the servers and every open connection. Calling it twice does no harm. */
  close(): Promise<void>
}

/** What it means to listen where others can come from. */
function describeOpen(url: string): string {
  return `${url}: whoever reaches this address can drive the simulator, read its secrets (all of them invented), and have it send requests from this machine to any URL. It is meant for a network of your own.`
}

/** Creates a simulator with the seeded town. It listens nowhere until `listen`. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const context = createContext(options)
  const app = buildApp(context)
  await app.ready()
  context.ticketRounds.open()
  context.webPage?.open()
  let servers: Server[] = []
  const listeners: TlsListener[] = []
  return {
    app,
    world: context.world,
    async listen({ port, host }) {
      servers = [...servers, ...(await openServers(app, port, host))]
      const url = buildBaseUrl(servers.slice(-1), host)
      if (host !== undefined && !isLoopbackHost(new URL(url).hostname)) options.log?.(describeOpen(url))
      return url
    },
    async listenTls({ port, folder }) {
      const { openTlsListener } = await import('./tls/server.ts')
      const answer: RequestListener = (request, response) => app.routing(request, response)
      const listener = await openTlsListener({ answer, folder, port })
      listeners.push(listener)
      return { port: listener.port, certificateFile: listener.certificateFile }
    },
    async close() {
      const open = servers
      servers = []
      await Promise.all(listeners.splice(0).map((listener) => listener.close()))
      context.ticketRounds.close()
      context.webPage?.close()
      context.push.close()
      await Promise.all(open.map(closeServer))
      await app.close()
    },
  }
}

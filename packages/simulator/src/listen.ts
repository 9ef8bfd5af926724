import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** Longer than clients keep idle connections, so that they never send into one that is just being closed. */
const KEEP_ALIVE_MS = 72_000
const PORT_ATTEMPTS = 20

function open(app: FastifyInstance, host: string, port: number): Promise<Server> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) =>
    app.routing(request, response),
  )
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve(server)
    })
  })
}

/** Ends a server and the connections it still holds. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function readPort(server: Server): number {
  const address = server.address() as AddressInfo
  return address.port
}

function readErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}

const NO_IPV6 = ['EADDRNOTAVAIL', 'EAFNOSUPPORT']

/** Both loopback addresses on one port; a machine without IPv6 has one. */
async function openLoopback(app: FastifyInstance, port: number): Promise<Server[] | undefined> {
  const first = await open(app, '127.0.0.1', port)
  try {
    return [first, await open(app, '::1', readPort(first))]
  } catch (error) {
    if (NO_IPV6.includes(readErrorCode(error) ?? '')) return [first]
    await closeServer(first)
    if (port === 0 && readErrorCode(error) === 'EADDRINUSE') return undefined
    throw error
  }
}

/**
 * Opens the servers: both loopback addresses, or the one `host`. Port 0 finds a port that is free on both.
 * Rejects with Node's own error (`EADDRINUSE`) when the port is taken on either.
 */
export async function openServers(app: FastifyInstance, port: number, host?: string): Promise<Server[]> {
  if (host !== undefined) return [await open(app, host, port)]
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    const servers = await openLoopback(app, port)
    if (servers) return servers
  }
  throw new Error('no port is free on both loopback addresses')
}

/** The base URL of the servers that were opened. */
export function buildBaseUrl(servers: Server[], host = 'localhost'): string {
  const [server] = servers
  return `http://${host.includes(':') ? `[${host}]` : host}:${server ? readPort(server) : 0}`
}

import { Cluster, Redis } from 'ioredis'
import { createClient, createCluster } from 'redis'
import type { RedisStoreOptions } from '../src/store/redis.ts'
import type { RedisServer } from './redis-server.ts'

/** A client of either package, and how to end it. */
export interface TestClient {
  client: RedisStoreOptions['client']
  close(): void
}

/** Opens a client; errors of the connection are for the calls to tell. */
export type OpenClient = (server: RedisServer) => Promise<TestClient>

const ignore = () => undefined

export const openNodeRedis: OpenClient = async ({ url }) => {
  const client = await createClient({ url }).on('error', ignore).connect()
  return { client, close: () => client.destroy() }
}

export const openIoredis: OpenClient = async ({ port }) => {
  const client = new Redis(port, '127.0.0.1').on('error', ignore)
  return { client, close: () => client.disconnect() }
}

export const openNodeRedisCluster: OpenClient = async ({ url }) => {
  const client = await createCluster({ rootNodes: [{ url }] })
    .on('error', ignore)
    .connect()
  return { client, close: () => client.destroy() }
}

export const openIoredisCluster: OpenClient = async ({ port }) => {
  const client = new Cluster([{ host: '127.0.0.1', port }]).on('error', ignore)
  return { client, close: () => client.disconnect() }
}

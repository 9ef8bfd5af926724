import type { Store } from '@wxgate/wechat'
import { createFileStore } from '@wxgate/wechat/store-file'
import { createRedisStore } from '@wxgate/wechat/store-redis'
import { Redis } from 'ioredis'
import { createClient } from 'redis'

/** Where the processes keep what they share, in words that one process can hand to another. */
export type Place =
  | { driver: 'file'; folder: string }
  | { driver: 'redis'; url: string; client: 'redis' | 'ioredis' }

/** A store, and how to let go of it. */
export interface OpenedPlace {
  store: Store
  close(): void
}

/** Opens the store of a place. Without `now` it goes by the clock that it goes by in production. */
export async function openPlace(place: Place, now: (() => number) | undefined): Promise<OpenedPlace> {
  const clock = now && { now }
  if (place.driver === 'file')
    return { store: createFileStore({ folder: place.folder, ...clock }), close: () => undefined }
  const { client, close } = await openClient(place)
  return { store: createRedisStore({ client, prefix: 'faults', ...clock }), close }
}

async function openClient({ url, client: name }: { url: string; client: 'redis' | 'ioredis' }) {
  if (name === 'ioredis') {
    const client = new Redis(url)
    return { client, close: () => client.disconnect() }
  }
  const client = await createClient({ url }).connect()
  return { client, close: () => client.destroy() }
}

import { buildUsageError, WeChatError } from '../error.ts'
import { hashPlace } from './place.ts'
import { type Ask, createAsk, type IoredisClient, type NodeRedisClient } from './redis-ask.ts'
import {
  dropOwnedScript,
  dropScript,
  getScript,
  leaseScript,
  ownedScript,
  saveScript,
  takeScript,
} from './redis-script.ts'
import { createValueSeal, type ValueSeal } from './redis-value.ts'
import type { KeepOptions, KeptRow, Store } from './store.ts'

/** Where a store in Redis lies. */
export interface RedisStoreOptions {
  /** A client of `redis` (5 or newer, connected) or of `ioredis`, as it is; a cluster of either. */
  client: NodeRedisClient | IoredisClient
  /** What all keys begin with, in braces: `{wxgate}:row:…` for the default, `wxgate`. Different prefixes share nothing. */
  prefix?: string | undefined
  /** How long one call to Redis may take, in real milliseconds; 2,000 unless given. */
  timeoutMs?: number | undefined
  /**
   * Keys of 32 bytes: values are sealed with the first one (AES-256-GCM), all of them open. Unless given, values
   * stand in Redis, and in the files it saves, as they are.
   */
  secretKeys?: readonly Uint8Array[] | undefined
  /** Milliseconds since 1970. Unless given, the clock of Redis counts, and machines whose clocks differ agree on ends. */
  now?: (() => number) | undefined
}

/**
 * A store in Redis 5 or newer (tried with 7.0), for processes on many machines. Every verb but `drop` by owner is one
 * script, done whole or not at all. Keys are hashes. In a Redis Cluster all keys of a store lie on one node: it works
 * and does not get faster with more nodes. Reads ask the primary.
 *
 * Redis forgets: set `maxmemory-policy` to `noeviction`. A primary that fails before its replica has heard of a
 * write takes the write with it: a row that was taken may be there again, a lease may have two holders. Their fences
 * still differ: versions and fences follow the microseconds since 1970, so none is used twice unless the clock of the
 * next primary is behind by more than the change took.
 *
 * Throws `TypeError` `store_client_invalid`, `store_prefix_invalid` or `store_key_invalid`. Calls reject with
 * `store_unavailable` (`cause` holds no value) and `store_unreadable`. After `store_unavailable` a write may have been
 * made, or be made later by a client that queues while it has no connection: switch that off, with
 * `disableOfflineQueue: true` (redis) or `enableOfflineQueue: false` (ioredis).
 */
export function createRedisStore(options: RedisStoreOptions): Store {
  const { client, prefix = 'wxgate', timeoutMs = 2000, secretKeys, now } = options
  if (!/^[^{}]+$/.test(prefix))
    throw buildUsageError('store_prefix_invalid', 'a prefix is not empty and has no braces')
  return buildStore({
    ask: createAsk(client, timeoutMs),
    seal: createValueSeal(secretKeys),
    readNow: () => (now === undefined ? '' : `${now()}`),
    nameKey: (what) => `{${prefix}}:${what}`,
  })
}

interface Setup {
  ask: Ask
  seal: ValueSeal
  readNow: () => string
  nameKey: (what: string) => string
}

function buildStore(setup: Setup): Store {
  const { ask, readNow, nameKey } = setup
  return {
    async get(kind, key) {
      const id = await hashPlace(kind, key)
      return await openRow(setup, id, await ask(getScript, [nameKey(`row:${id}`)], [readNow()]))
    },

    async save(kind, key, value, options) {
      await write(setup, await hashPlace(kind, key), '', value, options)
    },

    async take(kind, key) {
      const id = await hashPlace(kind, key)
      return await openRow(setup, id, await ask(takeScript, [nameKey(`row:${id}`)], [readNow()]))
    },

    async compareAndSave(kind, key, version, value, options) {
      return await write(setup, await hashPlace(kind, key), `${version}`, value, options)
    },

    async lease(kind, key, { holder, ttlMs }) {
      const keys = [nameKey(`lease:${await hashPlace(kind, key)}`), nameKey('counter')]
      const fence = await ask(leaseScript, keys, [readNow(), holder, `${ttlMs}`])
      return fence === null ? undefined : Number(fence)
    },

    async drop(target) {
      if ('owner' in target) return await dropOwned(setup, await hashPlace(target.owner))
      const id = await hashPlace(target.kind, target.key)
      return Number(await ask(dropScript, [nameKey(`row:${id}`)], [readNow()]))
    },
  }
}

async function openRow({ seal }: Setup, id: string, answer: unknown): Promise<KeptRow | undefined> {
  if (!Array.isArray(answer)) return undefined
  const [text, version, expiresAt] = answer
  const value = await seal.open(`${text}`, id)
  if (value === undefined)
    throw new WeChatError('store_unreadable', 'A row in Redis is not ours, or sealed with another key')
  return { value, version: Number(version), expiresAt: Number(expiresAt) }
}

async function write(
  { ask, seal, readNow, nameKey }: Setup,
  id: string,
  version: string,
  value: string,
  { expiresAt, owner }: KeepOptions,
): Promise<boolean> {
  const sealed = await seal.seal(value, id)
  const askFor = (ownerId: string) => {
    const keys = [nameKey(`row:${id}`), nameKey('counter')]
    if (ownerId !== '') keys.push(nameKey(`owner:${ownerId}`))
    return ask(saveScript, keys, [readNow(), version, sealed, `${expiresAt}`, ownerId, id])
  }
  const answer = await askFor(owner === undefined ? '' : await hashPlace(owner))
  // The owner that the row keeps: while the version is the same, so is the owner.
  return (typeof answer === 'string' ? await askFor(answer) : answer) === 1
}

const droppedAtOnce = 100

async function dropOwned({ ask, readNow, nameKey }: Setup, owner: string): Promise<number> {
  const index = nameKey(`owner:${owner}`)
  let dropped = 0
  for (;;) {
    const ids = await ask(ownedScript, [index], [`${droppedAtOnce}`])
    if (!Array.isArray(ids) || ids.length === 0) return dropped
    const keys = [index, ...ids.map((id) => nameKey(`row:${id}`))]
    dropped += Number(await ask(dropOwnedScript, keys, [readNow(), owner, ...ids]))
  }
}

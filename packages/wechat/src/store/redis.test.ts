import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  openIoredis,
  openIoredisCluster,
  openNodeRedis,
  openNodeRedisCluster,
  type TestClient,
} from '../../test/redis-client.ts'
import { type RedisServer, redisPath, startRedis } from '../../test/redis-server.ts'
import { storeContract } from './contract.ts'
import { createRedisStore, type RedisStoreOptions } from './redis.ts'
import * as scripts from './redis-script.ts'

const secretKeys = [new Uint8Array(32).fill(7)]
let prefixes = 0

function namePrefix(): string {
  prefixes += 1
  return `test${prefixes}`
}

/** A store on a clock that the test moves. */
function openStore(client: RedisStoreOptions['client'], more: Partial<RedisStoreOptions> = {}) {
  let clock = 1_700_000_000_000
  const now = () => clock
  return {
    store: createRedisStore({ client, prefix: namePrefix(), now, ...more }),
    now,
    advance: (ms: number) => {
      clock += ms
    },
  }
}

const settings = [
  ['redis', openNodeRedis, { cluster: false }, {}],
  ['ioredis', openIoredis, { cluster: false }, { secretKeys }],
  ['a cluster of redis', openNodeRedisCluster, { cluster: true }, {}],
  ['a cluster of ioredis', openIoredisCluster, { cluster: true }, {}],
] as const

describe.skipIf(!redisPath).each(settings)('Redis store with %s', (_, open, how, more) => {
  let server: RedisServer
  let opened: TestClient
  beforeAll(async () => {
    server = await startRedis(how)
    opened = await open(server)
  })
  afterAll(async () => {
    opened.close()
    await server.kill('SIGKILL')
  })

  for (const { title, run } of storeContract())
    test(title, () => run(async () => openStore(opened.client, more)))
})

describe.skipIf(!redisPath)('Redis store', () => {
  let server: RedisServer
  let opened: TestClient
  const raw = createClient()
  let redis = raw
  beforeAll(async () => {
    server = await startRedis()
    opened = await openIoredis(server)
    redis = raw.duplicate({ url: server.url })
    await redis.connect()
  })
  afterAll(async () => {
    redis.destroy()
    opened.close()
    await server.kill('SIGKILL')
  })

  const inAMinute = () => ({ expiresAt: Date.now() + 60_000 })

  async function readAll(prefix: string): Promise<string> {
    const keys = await redis.keys(`{${prefix}}:*`)
    const rows = keys.filter((key) => key.includes(':row:')).map((key) => redis.hGetAll(key))
    return [...keys, JSON.stringify(await Promise.all(rows))].join('\n')
  }

  test('ends by the clock of Redis unless another one is given', async () => {
    const store = createRedisStore({ client: opened.client, prefix: namePrefix() })
    const lease = (holder: string, ttlMs: number) => store.lease('kind', 'key', { holder, ttlMs })
    await store.save('kind', 'key', 'value', { expiresAt: Date.now() + 60_000 })
    const first = (await lease('a', 60_000)) ?? Number.NaN
    expect((await store.get('kind', 'key'))?.value).toBe('value')
    expect(await lease('b', 60_000)).toBeUndefined()
    await store.save('kind', 'key', 'value', { expiresAt: Date.now() + 300 })
    await lease('a', 300)
    await expect.poll(() => store.get('kind', 'key')).toBeUndefined()
    await expect.poll(() => lease('b', 60_000)).toBeGreaterThan(first)
  })

  test('names tell no key and no owner, and everything but the counter ends by itself', async () => {
    const prefix = namePrefix()
    const store = createRedisStore({ client: opened.client, prefix })
    await store.save('kind', 'the key', 'the value', { ...inAMinute(), owner: 'somebody' })
    await store.lease('kind', 'the key', { holder: 'a', ttlMs: 1000 })
    expect(await readAll(prefix)).toMatch(/the value/)
    expect(await readAll(prefix)).not.toMatch(/the key|somebody/)
    const keys = (await redis.keys(`{${prefix}}:*`)).sort()
    expect(keys.map((key) => key.split(':')[1])).toEqual(['counter', 'lease', 'owner', 'row'])
    const ends = await Promise.all(keys.map((key) => redis.pTTL(key)))
    expect(ends.map((ms) => ms > 0)).toEqual([false, true, true, true])
  })

  test('with a key no value can be read in Redis, and another key opens nothing', async () => {
    const prefix = namePrefix()
    const store = createRedisStore({ client: opened.client, prefix, secretKeys })
    await store.save('kind', 'key', 'the value', inAMinute())
    expect(await readAll(prefix)).not.toMatch(/the value/)
    for (const others of [undefined, [new Uint8Array(32)]]) {
      const other = createRedisStore({ client: opened.client, prefix, ...(others && { secretKeys: others }) })
      await expect(other.get('kind', 'key')).rejects.toMatchObject({ code: 'store_unreadable' })
    }
    const next = { client: opened.client, prefix, secretKeys: [new Uint8Array(32), ...secretKeys] }
    expect((await createRedisStore(next).get('kind', 'key'))?.value).toBe('the value')
  })

  test('a row that was put in the place of another one does not open', async () => {
    const prefix = namePrefix()
    const store = createRedisStore({ client: opened.client, prefix, secretKeys })
    await store.save('kind', 'a', 'of a', inAMinute())
    const [a = ''] = await redis.keys(`{${prefix}}:row:*`)
    await store.save('kind', 'b', 'of b', inAMinute())
    const b = (await redis.keys(`{${prefix}}:row:*`)).find((key) => key !== a) ?? ''
    await redis.copy(a, b, { REPLACE: true })
    await expect(store.get('kind', 'b')).rejects.toMatchObject({ code: 'store_unreadable' })
  })

  test('no version or fence comes back when Redis has lost its memory', async () => {
    const store = createRedisStore({ client: opened.client, prefix: namePrefix() })
    const use = async () => {
      await store.save('kind', 'key', 'value', inAMinute())
      const fence = await store.lease('kind', 'key', { holder: 'a', ttlMs: 1000 })
      return [(await store.get('kind', 'key'))?.version ?? 0, fence ?? 0]
    }
    const before = Math.max(...(await use()))
    await redis.flushAll()
    expect(Math.min(...(await use()))).toBeGreaterThan(before)
  })

  test('an owner that is kept by compareAndSave is found until the new end', async () => {
    const { store, now, advance } = openStore(opened.client)
    await store.save('kind', 'key', 'one', { expiresAt: now() + 1000, owner: 'owner' })
    const { version = 0 } = (await store.get('kind', 'key')) ?? {}
    await store.compareAndSave('kind', 'key', version, 'two', { expiresAt: now() + 5000 })
    advance(2000)
    await store.save('kind', 'another', 'x', { expiresAt: now() + 1000, owner: 'owner' })
    expect(await store.drop({ owner: 'owner' })).toBe(2)
  })

  test('the index of an owner forgets what has ended, and one drop takes more than a hundred rows', async () => {
    const prefix = namePrefix()
    const { store, now, advance } = openStore(opened.client, { prefix })
    const saveMany = (name: string) =>
      Promise.all(
        Array.from({ length: 250 }, (_, at) =>
          store.save('kind', `${name}${at}`, 'x', { expiresAt: now() + 1000, owner: 'owner' }),
        ),
      )
    await saveMany('old')
    advance(1000)
    await saveMany('new')
    const [index = ''] = await redis.keys(`{${prefix}}:owner:*`)
    expect(await redis.zCard(index)).toBe(250)
    expect(await store.drop({ owner: 'owner' })).toBe(250)
    expect(await redis.exists(index)).toBe(0)
  })

  test('the index of an owner lives as long as the longest of its rows', async () => {
    const prefix = namePrefix()
    const { store, now } = openStore(opened.client, { prefix })
    await store.save('kind', 'long', 'x', { expiresAt: now() + 3_600_000, owner: 'owner' })
    await store.save('kind', 'short', 'x', { expiresAt: now() + 1000, owner: 'owner' })
    const [index = ''] = await redis.keys(`{${prefix}}:owner:*`)
    expect(await redis.pTTL(index)).toBeGreaterThan(3_600_000)
  })

  test('what Redis refuses is an error without the value, and says whether trying again may help', async () => {
    const prefix = namePrefix()
    const store = createRedisStore({ client: opened.client, prefix })
    await store.save('kind', 'key', 'x', inAMinute())
    for (const key of await redis.keys(`{${prefix}}:row:*`)) await redis.set(key, 'not ours')
    const error = await store.save('kind', 'key', 'the value', inAMinute()).catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'store_unavailable', retryable: false })
    const { cause } = error as Error
    expect((cause as Error).message).toMatch(/^WRONGTYPE/)
    const everything = [error, cause].map((part) => JSON.stringify(part, Object.getOwnPropertyNames(part)))
    expect(everything.join()).not.toMatch(/the value/)
  })

  test('braces in a prefix, a client that is none and a short key are mistakes of the program', () => {
    const { client } = opened
    const build = (options: object) => () => createRedisStore({ client, ...options })
    for (const prefix of ['', 'a{b', 'a}b'])
      expect(build({ prefix })).toThrow(expect.objectContaining({ code: 'store_prefix_invalid' }))
    for (const client of [undefined, {}, 'redis://127.0.0.1'])
      expect(build({ client })).toThrow(expect.objectContaining({ code: 'store_client_invalid' }))
    expect(build({ secretKeys: [new Uint8Array(16)] })).toThrow(
      expect.objectContaining({ name: 'TypeError', code: 'store_key_invalid' }),
    )
  })
})

// How each client may be told to behave without a connection is its own affair: these are the defaults.
describe.skipIf(!redisPath).each([
  ['redis', openNodeRedis],
  ['ioredis', openIoredis],
] as const)('Redis store with %s', (_, open) => {
  test('a server that hangs or goes is an error in time, and one that comes back is used again', async () => {
    let server = await startRedis()
    const { client, close } = await open(server)
    // Runs out: the server hangs, and a client left to itself would wait for it without end.
    const impatient = createRedisStore({ client, timeoutMs: 300 })
    const patient = createRedisStore({ client })
    const failsInTime = async () => {
      const call = impatient.lease('kind', 'key', { holder: 'a', ttlMs: 60_000 })
      await expect(call).rejects.toMatchObject({ code: 'store_unavailable', retryable: true })
    }
    const worksAgain = () =>
      expect.poll(() => patient.drop({ kind: 'kind', key: 'key' }).catch(() => 'failed')).toBe(0)
    try {
      await worksAgain()
      await server.kill('SIGSTOP')
      await failsInTime()
      await server.kill('SIGCONT')
      await worksAgain()
      await server.kill('SIGKILL')
      await failsInTime()
      server = await startRedis({ port: server.port })
      await worksAgain()
    } finally {
      close()
      await server.kill('SIGKILL')
    }
  })
})

test('every command of a script names its keys as KEYS[n], as the proxies of clusters demand', () => {
  const calls = Object.values(scripts).flatMap((script) => [...script.matchAll(/redis\.call\(([^)]*)/g)])
  expect(calls.length).toBeGreaterThan(20)
  for (const [, words = ''] of calls) expect(words).toMatch(/^'TIME'$|^'[A-Z]+', KEYS\[(\d|at)\]/)
})

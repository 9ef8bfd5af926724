import { expect, test } from 'vitest'
import { buildRefusal, hour, minute, openKeeper } from '../../test/keeper-setting.ts'
import { createWaitTime, letRun } from '../../test/wait-time.ts'
import { WeChatError } from '../error.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'

test('a renewal that fails leaves the old one until its own end', async () => {
  const { keeper, advance, fetched, events } = openKeeper(async (count) => {
    if (count > 1) throw buildRefusal(40164)
    return 't1'
  })
  await keeper.get()
  advance(2 * hour - 10 * minute)
  expect((await keeper.get()).token.reveal()).toBe('t1')
  await letRun()
  expect(events.at(-1)).toMatchObject({ type: 'failed', error: { errcode: 40164 } })
  for (let at = 0; at < 59; at += 1) {
    advance(1000)
    expect((await keeper.get()).token.reveal()).toBe('t1')
  }
  await letRun()
  expect(fetched()).toBe(2)
  advance(10 * minute)
  await expect(keeper.get()).rejects.toMatchObject({ errcode: 40164 })
})

test('a process that starts while WeChat fails serves the old one from the store', async () => {
  const { keeper, another, advance } = openKeeper(async (count) => {
    if (count > 1) throw buildRefusal(40164)
    return 't1'
  })
  await keeper.get()
  advance(2 * hour - minute)
  expect((await another().get()).token.reveal()).toBe('t1')
})

test('an answer that is no token never replaces a good one', async () => {
  for (const bad of [
    { token: 'a plain text' as never, expiresAt: Number.MAX_SAFE_INTEGER },
    { token: hide('t', 'test'), expiresAt: Number.NaN },
  ]) {
    let answer = { token: hide('good', 'test'), expiresAt: 0 }
    const { keeper, advance, now } = openKeeper(undefined, { fetch: async () => answer })
    answer.expiresAt = now() + 2 * hour
    await keeper.get()
    answer = bad
    advance(2 * hour - minute)
    await keeper.get()
    await letRun()
    expect((await keeper.get()).token.reveal()).toBe('good')
    advance(minute)
    await expect(keeper.get()).rejects.toMatchObject({ code: 'credential_answer' })
  }
})

test('a busy WeChat is asked three times, with pauses, and then left alone for half a minute', async () => {
  const { pause, pauses } = createWaitTime()
  const { keeper, advance, fetched, now } = openKeeper(
    async () => {
      throw buildRefusal(-1)
    },
    { pause, elapsed: () => now() },
  )
  await expect(keeper.get()).rejects.toMatchObject({ errcode: -1 })
  expect(fetched()).toBe(3)
  const [first = 0, second = 0, ...more] = pauses
  expect([first >= 200 && first <= 400, second >= 400 && second <= 800, more]).toEqual([true, true, []])
  advance(29_999)
  await expect(keeper.get()).rejects.toMatchObject({ errcode: -1 })
  expect(fetched()).toBe(3)
  advance(1)
  await expect(keeper.get()).rejects.toMatchObject({ errcode: -1 })
  expect(fetched()).toBe(6)
})

test('a moment of being busy is not noticed', async () => {
  const { keeper } = openKeeper(async (count) => {
    if (count < 3) throw buildRefusal(-1)
    return 'third time'
  })
  expect((await keeper.get()).token.reveal()).toBe('third time')
})

test.each([40013, 40125, 40164, 40243, 45009, 89503])(
  'code %i is not asked again for a minute',
  async (errcode) => {
    const { keeper, advance, fetched } = openKeeper(async () => {
      throw buildRefusal(errcode)
    })
    await Promise.allSettled(Array.from({ length: 100 }, () => keeper.get()))
    for (let at = 0; at < 59; at += 1) {
      advance(1000)
      await expect(keeper.get()).rejects.toMatchObject({ errcode })
    }
    expect(fetched()).toBe(1)
    advance(1000)
    await expect(keeper.get()).rejects.toMatchObject({ errcode })
    expect(fetched()).toBe(2)
  },
)

test('after a failure of the network the next call works within a second', async () => {
  let broken = true
  const { keeper, advance } = openKeeper(async () => {
    if (broken) throw new WeChatError('wire_timeout', 'slow', { retryable: true })
    return 'healed'
  })
  await expect(keeper.get()).rejects.toMatchObject({ code: 'wire_timeout' })
  broken = false
  advance(500)
  expect((await keeper.get()).token.reveal()).toBe('healed')
})

test('while this process rests after a failure, it takes what another one could fetch', async () => {
  const { keeper, another, advance } = openKeeper(async () => {
    throw buildRefusal(40164)
  })
  await expect(keeper.get()).rejects.toMatchObject({ errcode: 40164 })
  const luckier = another({
    fetch: async () => ({ token: hide('theirs', 'test'), expiresAt: 1_700_000_000_000 + hour }),
  })
  await luckier.get()
  advance(1000)
  expect((await keeper.get()).token.reveal()).toBe('theirs')
})

test('a store that is gone does not take away what is in memory', async () => {
  const inner = createMemoryStore()
  let gone = false
  const store = {
    ...inner,
    get: async (kind: string, key: string) => {
      if (gone) throw new Error('the database is away')
      return await inner.get(kind, key)
    },
  }
  let elapsed = 0
  const { keeper, events } = openKeeper(undefined, {
    store,
    now: Date.now,
    elapsed: () => elapsed,
    fetch: async () => ({ token: hide('t', 'test'), expiresAt: Date.now() + hour }),
  })
  await keeper.get()
  gone = true
  elapsed += 1000
  expect((await keeper.get()).token.reveal()).toBe('t')
  expect(events.at(-1)?.type).toBe('store_failed')
  gone = false
  store.get = () => new Promise(() => {})
  elapsed += 1000
  expect((await keeper.get()).token.reveal()).toBe('t')
})

test.each(['not JSON', 'null', '{}', '{"token":"","renewAt":1}', '{"token":"t"}'])(
  'a row that holds %s is written over',
  async (value) => {
    const { keeper, store, now } = openKeeper()
    await store.save('credential', 'one', value, { expiresAt: now() + hour })
    expect((await keeper.get()).token.reveal()).toBe('t1')
  },
)

test('a connection that breaks once is not noticed', async () => {
  const { keeper, fetched } = openKeeper(async (count) => {
    if (count === 1) throw new WeChatError('wire_unreachable', 'reset', { retryable: true })
    return 'second time'
  })
  expect((await keeper.get()).token.reveal()).toBe('second time')
  expect(fetched()).toBe(2)
})

test('a lease that cannot be given back takes away neither what was fetched nor why nothing was', async () => {
  const memory = createMemoryStore({ now: () => 1_700_000_000_000 })
  const lease: typeof memory.lease = async (kind, key, options) => {
    if (options.ttlMs === 0) throw new WeChatError('store_unavailable', 'gone')
    return await memory.lease(kind, key, options)
  }
  const { keeper } = openKeeper(undefined, { store: { ...memory, lease } })
  expect((await keeper.get()).token.reveal()).toBe('t1')
  const refused = openKeeper(() => Promise.reject(buildRefusal(40164)), {
    store: { ...memory, lease },
    key: 'two',
  })
  await expect(refused.keeper.get()).rejects.toMatchObject({ errcode: 40164 })
})

import { expect, test } from 'vitest'
import { WeChatError } from '../error.ts'
import { createMemoryStore } from '../store/memory.ts'
import type { Store } from '../store/store.ts'
import { createKeeper, type KeeperEvent, type KeeperOptions } from './keeper.ts'

const hour = 3_600_000
const minute = 60_000

interface Setting {
  keeper: ReturnType<typeof createKeeper>
  events: KeeperEvent[]
  another: (more?: Partial<KeeperOptions>) => ReturnType<typeof createKeeper>
  advance: (ms: number) => void
  fetched: () => number
  store: Store
  now: () => number
}

/** A keeper on a clock of its own, whose source gives t1, t2, t3 … for two hours each. */
function open(fetchOne?: (count: number) => Promise<string>, more: Partial<KeeperOptions> = {}): Setting {
  let clock = 1_700_000_000_000
  let count = 0
  const events: KeeperEvent[] = []
  const now = () => clock
  const store = more.store ?? createMemoryStore({ now })
  const options: KeeperOptions = {
    store,
    kind: 'credential',
    key: 'one',
    fetch: async () => {
      count += 1
      const token = fetchOne ? await fetchOne(count) : `t${count}`
      return { token, expiresAt: clock + 2 * hour }
    },
    now,
    elapsed: now,
    onEvent: (event) => events.push(event),
    ...more,
  }
  return {
    keeper: createKeeper(options),
    events,
    another: (other) => createKeeper({ ...options, ...other }),
    advance: (ms) => {
      clock += ms
    },
    fetched: () => count,
    store,
    now,
  }
}

function refusal(errcode: number): WeChatError {
  return new WeChatError('wire_errcode', `no: ${errcode}`, { errcode, path: '/cgi-bin/token' })
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 20))
}

test('1,000 callers at expiry make one fetch and get one answer', async () => {
  const { keeper, advance, fetched } = open(async (count) => {
    await settle()
    return `t${count}`
  })
  await keeper.get()
  advance(2 * hour)
  const answers = await Promise.all(Array.from({ length: 1000 }, () => keeper.get()))
  expect(new Set(answers.map(({ token }) => token))).toEqual(new Set(['t2']))
  expect(fetched()).toBe(2)
})

test('keepers of several processes on one store make one fetch', async () => {
  const { keeper, another, fetched } = open(async (count) => {
    await settle()
    return `t${count}`
  })
  const keepers = [keeper, another(), another(), another()]
  const answers = await Promise.all(keepers.flatMap((one) => Array.from({ length: 50 }, () => one.get())))
  expect(new Set(answers.map(({ token }) => token))).toEqual(new Set(['t1']))
  expect(fetched()).toBe(1)
})

test('a fresh credential is answered from memory, with one look at the store per second', async () => {
  const store = createMemoryStore()
  let reads = 0
  const counting = {
    ...store,
    get: (kind: string, key: string) => {
      reads += 1
      return store.get(kind, key)
    },
  }
  let elapsed = 0
  const { keeper } = open(undefined, { store: counting, now: Date.now, elapsed: () => elapsed })
  await keeper.get()
  reads = 0
  for (let at = 0; at < 100; at += 1) await keeper.get()
  expect(reads).toBe(0)
  elapsed += 1000
  await Promise.all(Array.from({ length: 100 }, () => keeper.get()))
  expect(reads).toBe(1)
})

test('what another process refused or fetched is seen after a second', async () => {
  const { keeper, another, advance } = open()
  const other = another()
  expect((await keeper.get()).token).toBe('t1')
  expect((await other.get()).token).toBe('t1')
  await other.refuse('t1')
  expect((await other.get()).token).toBe('t2')
  expect((await keeper.get()).token).toBe('t1')
  advance(1000)
  expect((await keeper.get()).token).toBe('t2')
})

test('near the end the old one serves while one flight in the background renews it', async () => {
  let release = () => {}
  const { keeper, advance, fetched, events } = open(async (count) => {
    if (count === 2)
      await new Promise<void>((resolve) => {
        release = resolve
      })
    return `t${count}`
  })
  await keeper.get()
  advance(2 * hour - 10 * minute - 1)
  expect((await keeper.get()).token).toBe('t1')
  await settle()
  expect(fetched()).toBe(1)
  advance(1)
  for (let at = 0; at < 20; at += 1) expect((await keeper.get()).token).toBe('t1')
  await settle()
  expect(fetched()).toBe(2)
  release()
  await settle()
  expect((await keeper.get()).token).toBe('t2')
  expect(fetched()).toBe(2)
  expect(events.map(({ type }) => type)).toEqual(['fetched', 'fetched'])
})

test('a stable token that comes back with little life left is not asked for again at once', async () => {
  let clock = 0
  let count = 0
  const now = () => clock
  const keeper = createKeeper({
    store: createMemoryStore({ now }),
    kind: 'credential',
    key: 'one',
    now,
    elapsed: now,
    fetch: async () => {
      count += 1
      return { token: 'same', expiresAt: 2 * hour }
    },
  })
  await keeper.get()
  clock = 2 * hour - 10 * minute
  for (let at = 0; at < 50; at += 1) {
    await keeper.get()
    await Promise.resolve()
  }
  await settle()
  await keeper.get()
  await settle()
  expect(count).toBe(2)
  clock = 2 * hour - 5 * minute
  await keeper.get()
  await settle()
  expect(count).toBe(3)
})

test('a renewal that fails leaves the old one until its own end', async () => {
  const { keeper, advance, fetched, events } = open(async (count) => {
    if (count > 1) throw refusal(40164)
    return 't1'
  })
  await keeper.get()
  advance(2 * hour - 10 * minute)
  expect((await keeper.get()).token).toBe('t1')
  await settle()
  expect(events.at(-1)).toMatchObject({ type: 'failed', error: { errcode: 40164 } })
  for (let at = 0; at < 59; at += 1) {
    advance(1000)
    expect((await keeper.get()).token).toBe('t1')
  }
  await settle()
  expect(fetched()).toBe(2)
  advance(10 * minute)
  await expect(keeper.get()).rejects.toMatchObject({ errcode: 40164 })
})

test('a process that starts while WeChat fails serves the old one from the store', async () => {
  const { keeper, another, advance } = open(async (count) => {
    if (count > 1) throw refusal(40164)
    return 't1'
  })
  await keeper.get()
  advance(2 * hour - minute)
  expect((await another().get()).token).toBe('t1')
})

test('an answer that is no token never replaces a good one', async () => {
  for (const bad of [
    { token: '', expiresAt: Number.MAX_SAFE_INTEGER },
    { token: 't', expiresAt: Number.NaN },
  ]) {
    let answer = { token: 'good', expiresAt: 0 }
    const { keeper, advance, now } = open(undefined, { fetch: async () => answer })
    answer.expiresAt = now() + 2 * hour
    await keeper.get()
    answer = bad
    advance(2 * hour - minute)
    await keeper.get()
    await settle()
    expect((await keeper.get()).token).toBe('good')
    advance(minute)
    await expect(keeper.get()).rejects.toMatchObject({ code: 'credential_answer' })
  }
})

test.each([
  [1000, 60_000],
  [-5000, 60_000],
  [345_000, 345_000],
  [86_400_000, 7_200_000],
  [Number.POSITIVE_INFINITY, 7_200_000],
])('a life of %d ms counts as %d ms', async (told, kept) => {
  const { keeper, now } = open(undefined, {
    fetch: async () => ({ token: 't', expiresAt: 1_700_000_000_000 + told }),
  })
  expect((await keeper.get()).expiresAt).toBe(now() + kept)
})

test('a refusal counts only for the one that was refused, however many report it', async () => {
  const { keeper, another, fetched, events } = open()
  const other = another()
  await Promise.all([keeper.get(), other.get()])
  await Promise.all([keeper, other, keeper].map((one) => one.refuse('t1')))
  expect((await keeper.get()).token).toBe('t2')
  await Promise.all(Array.from({ length: 500 }, () => keeper.refuse('t1')))
  await Promise.all(Array.from({ length: 500 }, () => other.refuse('t1')))
  await keeper.refuse('never heard of')
  expect((await keeper.get()).token).toBe('t2')
  expect((await other.get()).token).toBe('t2')
  expect(fetched()).toBe(2)
  expect(events.filter(({ type }) => type === 'refused')).toHaveLength(1)
})

test('a busy WeChat is asked three times, with pauses, and then left alone for half a minute', async () => {
  const { keeper, advance, fetched } = open(async () => {
    throw refusal(-1)
  })
  const startedAt = performance.now()
  await expect(keeper.get()).rejects.toMatchObject({ errcode: -1 })
  const tookMs = performance.now() - startedAt
  expect(fetched()).toBe(3)
  expect(tookMs).toBeGreaterThan(550)
  expect(tookMs).toBeLessThan(2000)
  advance(29_999)
  await expect(keeper.get()).rejects.toMatchObject({ errcode: -1 })
  expect(fetched()).toBe(3)
  advance(1)
  await expect(keeper.get()).rejects.toMatchObject({ errcode: -1 })
  expect(fetched()).toBe(6)
})

test('a moment of being busy is not noticed', async () => {
  const { keeper } = open(async (count) => {
    if (count < 3) throw refusal(-1)
    return 'third time'
  })
  expect((await keeper.get()).token).toBe('third time')
})

test.each([40013, 40125, 40164, 40243, 45009, 89503])(
  'code %i is not asked again for a minute',
  async (errcode) => {
    const { keeper, advance, fetched } = open(async () => {
      throw refusal(errcode)
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
  const { keeper, advance } = open(async () => {
    if (broken) throw new WeChatError('wire_timeout', 'slow', { retryable: true })
    return 'healed'
  })
  await expect(keeper.get()).rejects.toMatchObject({ code: 'wire_timeout' })
  broken = false
  advance(500)
  expect((await keeper.get()).token).toBe('healed')
})

test('while this process rests after a failure, it takes what another one could fetch', async () => {
  const { keeper, another, advance } = open(async () => {
    throw refusal(40164)
  })
  await expect(keeper.get()).rejects.toMatchObject({ errcode: 40164 })
  const luckier = another({ fetch: async () => ({ token: 'theirs', expiresAt: 1_700_000_000_000 + hour }) })
  await luckier.get()
  advance(1000)
  expect((await keeper.get()).token).toBe('theirs')
})

test('a holder that died is taken over when its lease ends', async () => {
  const store = createMemoryStore()
  await store.lease('credential', 'one', { holder: 'dead', ttlMs: 150 })
  const { keeper, fetched } = open(undefined, { store, now: Date.now })
  const startedAt = performance.now()
  expect((await keeper.get()).token).toBe('t1')
  expect(performance.now() - startedAt).toBeGreaterThan(140)
  expect(fetched()).toBe(1)
})

test('waiting for another process comes to an end', async () => {
  const { keeper, store, fetched } = open(undefined, { waitMs: 100 })
  await store.lease('credential', 'one', { holder: 'slow', ttlMs: minute })
  await expect(keeper.get()).rejects.toMatchObject({ code: 'credential_busy', retryable: true })
  expect(fetched()).toBe(0)
})

test('a holder that slept through its lease does not write over the newer credential', async () => {
  let wake = () => {}
  const { keeper, another, advance, store } = open(async (count) => {
    if (count === 1)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    return `t${count}`
  })
  const asleep = keeper.get()
  await settle()
  advance(11_000)
  expect((await another().get()).token).toBe('t2')
  const version = (await store.get('credential', 'one'))?.version
  wake()
  expect((await asleep).token).toBe('t2')
  expect((await store.get('credential', 'one'))?.version).toBe(version)
})

test('a refusal of the old one during a fetch does not cost the new one', async () => {
  let refuseNow = async () => {}
  const { keeper, another, advance, store, fetched } = open(async (count) => {
    if (count === 2) await refuseNow()
    return `t${count}`
  })
  await keeper.get()
  const other = another()
  await other.get()
  refuseNow = () => other.refuse('t1')
  advance(2 * hour - 5 * minute)
  await keeper.get()
  await settle()
  expect((await keeper.get()).token).toBe('t2')
  expect((await store.get('credential', 'one'))?.value).toContain('t2')
  expect(fetched()).toBe(2)
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
  const { keeper, events } = open(undefined, {
    store,
    now: Date.now,
    elapsed: () => elapsed,
    fetch: async () => ({ token: 't', expiresAt: Date.now() + hour }),
  })
  await keeper.get()
  gone = true
  elapsed += 1000
  expect((await keeper.get()).token).toBe('t')
  expect(events.at(-1)?.type).toBe('store_failed')
  gone = false
  store.get = () => new Promise(() => {})
  elapsed += 1000
  const startedAt = performance.now()
  expect((await keeper.get()).token).toBe('t')
  expect(performance.now() - startedAt).toBeLessThan(1500)
})

test.each(['not JSON', 'null', '{}', '{"token":"","renewAt":1}', '{"token":"t"}'])(
  'a row that holds %s is written over',
  async (value) => {
    const { keeper, store, now } = open()
    await store.save('credential', 'one', value, { expiresAt: now() + hour })
    expect((await keeper.get()).token).toBe('t1')
  },
)

test('events never hold the token, and a closed keeper answers no more', async () => {
  const { keeper, events, fetched } = open(async () => 'very-secret-token')
  await keeper.get()
  await keeper.refuse('very-secret-token')
  expect(JSON.stringify(events)).not.toContain('very-secret-token')
  expect(events.map(({ type }) => type)).toEqual(['fetched', 'refused'])
  keeper.close()
  await expect(keeper.get()).rejects.toMatchObject({ code: 'credential_closed' })
  expect(fetched()).toBe(1)
})

test('a connection that breaks once is not noticed', async () => {
  const { keeper, fetched } = open(async (count) => {
    if (count === 1) throw new WeChatError('wire_unreachable', 'reset', { retryable: true })
    return 'second time'
  })
  expect((await keeper.get()).token).toBe('second time')
  expect(fetched()).toBe(2)
})

test('the store is read again under the lease: what was fetched just before is not fetched twice', async () => {
  const { keeper, another, store, fetched } = open()
  const lease = store.lease
  let first = true
  store.lease = async (...args) => {
    if (first) {
      first = false
      await another().get()
    }
    return await lease(...args)
  }
  expect((await keeper.get()).token).toBe('t1')
  expect(fetched()).toBe(1)
})

test('what somebody wrote without a lease during a fetch stays', async () => {
  let writeNow = async () => {}
  const { keeper, store, now } = open(async () => {
    await writeNow()
    return 'ours'
  })
  writeNow = () =>
    store.save('credential', 'one', JSON.stringify({ token: 'theirs', renewAt: now() + hour }), {
      expiresAt: now() + hour,
    })
  expect((await keeper.get()).token).toBe('theirs')
  expect((await store.get('credential', 'one'))?.value).toContain('theirs')
})

test('a look at the store that began before a refusal does not bring the refused one back', async () => {
  const { keeper, store, advance } = open()
  await keeper.get()
  const get = store.get
  let release = () => {}
  store.get = async (...args) => {
    store.get = get
    const row = await get(...args)
    await new Promise<void>((resolve) => {
      release = resolve
    })
    return row
  }
  advance(1000)
  const asking = keeper.get()
  await keeper.refuse('t1')
  release()
  expect((await asking).token).toBe('t2')
})

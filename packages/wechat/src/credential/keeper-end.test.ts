import { expect, test } from 'vitest'
import { hour, minute, openKeeper } from '../../test/keeper-setting.ts'
import { letRun } from '../../test/wait-time.ts'
import { createMemoryStore } from '../store/memory.ts'

test.each([
  ['three hours, soon after the fetch', 5 * minute, 3 * hour],
  ['one hour, near the end', hour + 50 * minute, hour],
  ['five minutes, near the end', hour + 55 * minute, 5 * minute],
])('nothing is served for longer than 7,200 s when the clock steps back: %s', async (_, after, back) => {
  let [clock, elapsed] = [1_700_000_000_000, 0]
  const { keeper } = openKeeper(undefined, {
    now: () => clock,
    elapsed: () => elapsed,
    store: createMemoryStore({ now: () => clock }),
  })
  const pass = (ms: number) => {
    clock += ms
    elapsed += ms
  }
  await keeper.get()
  pass(after)
  clock -= back
  while (elapsed < 2 * hour) {
    await keeper.get().catch(() => undefined)
    pass(minute)
  }
  expect((await keeper.get()).token.reveal()).not.toBe('t1')
})

test('a fetch that never settles holds nobody for longer than lease and wait', async () => {
  let hangs = true
  const { keeper } = openKeeper(
    async (count) => {
      if (hangs) await new Promise(() => {})
      return `t${count}`
    },
    // Runs out: the fetch never ends.
    { waitMs: 100, leaseMs: 200, elapsed: () => performance.now() },
  )
  const callers = await Promise.allSettled(Array.from({ length: 20 }, () => keeper.get()))
  for (const caller of callers)
    expect(caller).toMatchObject({ reason: { code: 'credential_busy', retryable: true } })
  hangs = false
  expect((await keeper.get()).token.reveal()).toBe('t2')
})

test('a renewal that died with its request does not hold the next one', async () => {
  const { keeper, advance } = openKeeper(async (count) => {
    // As on Cloudflare Workers, where whatever a request has begun stands still when it was answered.
    if (count === 2) await new Promise(() => {})
    return `t${count}`
  })
  await keeper.get()
  advance(2 * hour - 5 * minute)
  expect((await keeper.get()).token.reveal()).toBe('t1')
  await letRun()
  advance(5 * minute)
  expect((await keeper.get()).token.reveal()).toBe('t3')
})

test('a look at the store that died with its request does not hold the next one', async () => {
  const inner = createMemoryStore({ now: () => 1_700_000_000_000 })
  let looks = 0
  const get = async (kind: string, key: string) => {
    looks += 1
    if (looks === 1) await new Promise(() => {})
    return await inner.get(kind, key)
  }
  const { keeper, advance } = openKeeper(undefined, { store: { ...inner, get } })
  const first = keeper.get()
  await letRun()
  advance(11_000)
  expect((await keeper.get()).token.reveal()).toBe('t1')
  first.catch(() => undefined)
})

test('a renewal in the background is handed to waitUntil', async () => {
  const works: Promise<unknown>[] = []
  const { keeper, advance, fetched } = openKeeper(undefined, { waitUntil: (work) => works.push(work) })
  await keeper.get()
  expect(works).toHaveLength(0)
  advance(2 * hour - 5 * minute)
  expect((await keeper.get()).token.reveal()).toBe('t1')
  expect(works).toHaveLength(1)
  await works[0]
  expect(fetched()).toBe(2)
})

test('a keeper that is made asks for nothing random', () => {
  const { randomUUID, getRandomValues } = crypto
  const refuse = () => {
    throw new Error('Disallowed operation called within global scope')
  }
  Object.assign(crypto, { randomUUID: refuse, getRandomValues: refuse })
  try {
    openKeeper()
  } finally {
    Object.assign(crypto, { randomUUID, getRandomValues })
  }
})

test('a process that starts after the clock stepped back takes no token whose end is too far away', async () => {
  const { keeper, another, advance } = openKeeper()
  await keeper.get()
  advance(-3 * hour)
  expect((await another().get()).token.reveal()).toBe('t2')
})

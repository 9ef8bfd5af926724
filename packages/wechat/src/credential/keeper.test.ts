import { expect, test } from 'vitest'
import { hour, minute, openKeeper } from '../../test/keeper-setting.ts'
import { letRun } from '../../test/wait-time.ts'
import { hide } from '../secret.ts'
import { createMemoryStore } from '../store/memory.ts'
import { createKeeper } from './keeper.ts'

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
  const { keeper } = openKeeper(undefined, { store: counting, now: Date.now, elapsed: () => elapsed })
  await keeper.get()
  reads = 0
  for (let at = 0; at < 100; at += 1) await keeper.get()
  expect(reads).toBe(0)
  elapsed += 1000
  await Promise.all(Array.from({ length: 100 }, () => keeper.get()))
  expect(reads).toBe(1)
})

test('near the end the old one serves while one flight in the background renews it', async () => {
  let release = () => {}
  const { keeper, advance, fetched, events } = openKeeper(async (count) => {
    if (count === 2)
      await new Promise<void>((resolve) => {
        release = resolve
      })
    return `t${count}`
  })
  await keeper.get()
  advance(2 * hour - 10 * minute - 1)
  expect((await keeper.get()).token.reveal()).toBe('t1')
  await letRun()
  expect(fetched()).toBe(1)
  advance(1)
  for (let at = 0; at < 20; at += 1) expect((await keeper.get()).token.reveal()).toBe('t1')
  await letRun()
  expect(fetched()).toBe(2)
  release()
  await letRun()
  expect((await keeper.get()).token.reveal()).toBe('t2')
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
    use: 'test',
    now,
    elapsed: now,
    fetch: async () => {
      count += 1
      return { token: hide('same', 'test'), expiresAt: 2 * hour }
    },
  })
  await keeper.get()
  clock = 2 * hour - 10 * minute
  for (let at = 0; at < 50; at += 1) {
    await keeper.get()
    await Promise.resolve()
  }
  await letRun()
  await keeper.get()
  await letRun()
  expect(count).toBe(2)
  clock = 2 * hour - 5 * minute
  await keeper.get()
  await letRun()
  expect(count).toBe(3)
})

test.each([
  [1000, 60_000],
  [-5000, 60_000],
  [345_000, 345_000],
  [86_400_000, 7_200_000],
  [Number.POSITIVE_INFINITY, 7_200_000],
])('a life of %d ms counts as %d ms', async (told, kept) => {
  const { keeper, now } = openKeeper(undefined, {
    fetch: async () => ({ token: hide('t', 'test'), expiresAt: 1_700_000_000_000 + told }),
  })
  expect((await keeper.get()).expiresAt).toBe(now() + kept)
})

test('events never hold the token, and a closed keeper answers no more', async () => {
  const { keeper, events, fetched } = openKeeper(async () => 'very-secret-token')
  await keeper.get()
  await keeper.refuse(hide('very-secret-token', 'test'))
  expect(JSON.stringify(events)).not.toContain('very-secret-token')
  expect(events.map(({ type }) => type)).toEqual(['fetched', 'refused'])
  keeper.close()
  await expect(keeper.get()).rejects.toMatchObject({ code: 'credential_closed' })
  expect(fetched()).toBe(1)
})

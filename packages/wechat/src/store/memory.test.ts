import { expect, test } from 'vitest'
import { storeContract } from './contract.ts'
import { createMemoryStore } from './memory.ts'

for (const { title, run } of storeContract()) {
  test(`memory store: ${title}`, async () => {
    await run(async () => {
      let clock = 1_700_000_000_000
      const now = () => clock
      return {
        store: createMemoryStore({ now }),
        now,
        advance: (ms) => {
          clock += ms
        },
      }
    })
  })
}

test('the contract finds a store whose take answers twice', async () => {
  const broken = createMemoryStore()
  const failures: string[] = []
  for (const { title, run } of storeContract()) {
    try {
      await run(async () => ({ store: { ...broken, take: broken.get }, advance: () => undefined }))
    } catch {
      failures.push(title)
    }
  }
  expect(failures).toContain('take answers the row once')
  expect(failures).toContain('of 100 parallel takes exactly one gets the row')
})

test('writes sweep expired rows away, so memory does not grow with the past', async () => {
  let clock = 0
  let reads = 0
  const store = createMemoryStore({
    now: () => {
      reads += 1
      return clock
    },
  })
  for (let at = 0; at < 1000; at += 1)
    await store.save('kind', `${at}`, 'x', { expiresAt: 10, owner: 'past' })
  clock = 10
  for (let at = 0; at < 200; at += 1) await store.save('kind', `new ${at}`, 'x', { expiresAt: 20 })
  reads = 0
  await store.drop({ owner: 'past' })
  // drop asks the clock once for each row of the owner that is still in memory
  expect(reads).toBe(0)
})

test('a row that was handed out does not change with the store', async () => {
  const store = createMemoryStore()
  await store.save('kind', 'key', 'old', { expiresAt: Date.now() + 1000 })
  const row = await store.get('kind', 'key')
  await store.save('kind', 'key', 'new', { expiresAt: Date.now() + 1000 })
  expect(row?.value).toBe('old')
})

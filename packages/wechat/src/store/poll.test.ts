import { expect, test } from 'vitest'
import { poll } from './poll.ts'

test('polling ends with the first answer', async () => {
  let asked = 0
  const answer = await poll(async () => (++asked === 3 ? 'there' : undefined), { waitMs: 5000 })
  expect([answer, asked]).toEqual(['there', 3])
})

test('polling without an answer ends in time and slows down on the way', async () => {
  let asked = 0
  const startedAt = performance.now()
  const answer = await poll(
    async () => {
      asked += 1
      return undefined
    },
    { waitMs: 300 },
  )
  expect(answer).toBeUndefined()
  expect(performance.now() - startedAt).toBeGreaterThanOrEqual(299)
  expect(asked).toBeGreaterThan(3)
  expect(asked).toBeLessThan(15)
})

test('polling asks once even without time to wait', async () => {
  expect(await poll(async () => 'there', { waitMs: 0 })).toBe('there')
})

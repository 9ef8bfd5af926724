import { expect, test } from 'vitest'
import { createWaitTime } from '../../test/wait-time.ts'
import { poll } from './poll.ts'

test('polling ends with the first answer', async () => {
  let asked = 0
  const answer = await poll(async () => (++asked === 3 ? 'there' : undefined), { waitMs: 60_000 })
  expect([answer, asked]).toEqual(['there', 3])
})

test('polling without an answer ends in time and slows down on the way', async () => {
  const time = createWaitTime()
  expect(await poll(async () => undefined, { waitMs: 6_000, ...time })).toBeUndefined()
  expect(time.elapsed()).toBe(6_000)
  expect(time.pauses.slice(0, 3)).toEqual([10, 15, 22.5])
})

test('a long wait asks ten times a second', async () => {
  const time = createWaitTime()
  await poll(async () => undefined, { waitMs: 60_000, ...time })
  expect([time.pauses.at(-2), time.pauses.length]).toEqual([100, 604])
})

test('the time that asking takes is part of the wait', async () => {
  const time = createWaitTime()
  let asked = 0
  const ask = async () => {
    asked += 1
    await time.pause(4_000)
  }
  expect(await poll(ask, { waitMs: 6_000, ...time })).toBeUndefined()
  expect(asked).toBe(2)
})

test('polling asks once even without time to wait', async () => {
  expect(await poll(async () => 'there', { waitMs: 0 })).toBe('there')
})

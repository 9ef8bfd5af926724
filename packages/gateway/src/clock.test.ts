import { expect, test } from 'vitest'
import { followSimulator, systemClock } from './clock.ts'

/** A simulator's clock that counts how often it is asked, and answers when it is let go. */
function openSimulator() {
  const waiting: (() => void)[] = []
  const state = { now: 1_000_000, frozen: true, asked: 0 }
  const ask = async () => {
    state.asked += 1
    await new Promise<void>((resolve) => waiting.push(resolve))
    return Response.json({ now: state.now, frozen: state.frozen })
  }
  const answer = async () => {
    for (const resolve of waiting.splice(0)) resolve()
    // An answer is read within a few turns of the event loop.
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }
  return { state, ask, answer }
}

test('after sync the time is the simulator’s, frozen or running', async () => {
  const { state, ask, answer } = openSimulator()
  const clock = followSimulator('http://sim', ask)
  const first = clock.sync()
  await answer()
  await first
  expect(clock.now()).toBe(1_000_000)
  state.now = 2_000_000
  state.frozen = false
  const second = clock.sync()
  await answer()
  await second
  expect(clock.now()).toBeGreaterThanOrEqual(2_000_000)
  expect(clock.now()).toBeLessThan(2_060_000)
})

test('many calls at once share one question, and never one that was asked before they came', async () => {
  const { state, ask, answer } = openSimulator()
  const clock = followSimulator('http://sim', ask)
  const early = clock.sync()
  const late = Promise.all(Array.from({ length: 100 }, () => clock.sync()))
  state.now = 5_000_000
  await answer()
  await early
  expect(state.asked).toBe(2)
  state.now = 6_000_000
  await answer()
  await late
  expect(clock.now()).toBe(6_000_000)
  expect(state.asked).toBe(2)
})

test('while the simulator does not answer, time goes on', async () => {
  const clock = followSimulator('http://sim', async () => {
    throw new TypeError('fetch failed')
  })
  await clock.sync()
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000)
})

test('an answer that is not a clock is not believed', async () => {
  const clock = followSimulator('http://sim', async () => Response.json({ now: 'soon' }))
  await clock.sync()
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(60_000)
})

test('the system clock needs no asking', async () => {
  await systemClock.sync()
  expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(60_000)
})

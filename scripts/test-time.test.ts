import { expect, test } from 'vitest'
import { findTimeProblems } from './test-time.js'

// The code under judgement is put together here, so that this file holds none of it.
const ms = (count: number) => `${count}`

test.each([
  ['a fixed sleep', `await new Promise((resolve) => setTimeout(resolve, ${ms(600)}))`],
  [
    'a fixed sleep',
    `await new Promise((resolve) => setTimeout(() => {}, 1) || setTimeout(resolve, ${ms(6000)}))`,
  ],
  ['a fixed sleep', `await sleep(${ms(300)})`],
  ['a fixed sleep', `const pauseMs = ${ms(300)}\nawait sleep(pauseMs)`],
  ['a fixed sleep', `await page.waitForTimeout(${ms(300)})`],
  ['a limit of 50 ms', `createBuckets({ ...setup, limitMs: ${ms(50)} })`],
  ['a limit of 300 ms', `open({ waitMs: ${ms(300)} })`],
  ['a limit of 30 ms', `await sim.rules({ pushDeadlineMs: ${ms(30)} })`],
  ['a limit of 4000 ms', `await locator.waitFor({ timeout: ${ms(4000)} })`],
  ['a limit of 100 ms', `fetch(url, { signal: AbortSignal.timeout(${ms(100)}) })`],
  ['a limit of 3000 ms', `socket.setTimeout(${ms(3000)}, () => reject(new Error('late')))`],
  ['a limit of 2000 ms', `test('is quick', async () => {}, ${ms(2000)})`],
  ['measured time', `const at = performance.now()\nexpect(performance.now() - at).toBeLessThan(${ms(2000)})`],
  ['measured time', `const tookMs = performance.now() - at\nexpect(tookMs).toBeGreaterThan(${ms(140)})`],
  ['measured time', `expect(Date.now() - at).toBeLessThan(${ms(5000)})`],
])('%s is refused: %s', (problem, code) => {
  expect(findTimeProblems(`${code}\n`).join()).toContain(problem)
})

test.each([
  `await expect.poll(() => rows.count()).toBe(1)`,
  `await new Promise((resolve) => setImmediate(resolve))`,
  `open({ waitMs: ${ms(15_000)} })`,
  `// Runs out: nothing answers.\nopen({ timeoutMs: ${ms(30)} })`,
  `open({ timeoutMs: ${ms(30)} }) // Runs out: nothing answers.`,
  `await time.pause(${ms(200)})`,
  `expect(Math.abs(clock.now() - Date.now())).toBeLessThan(${ms(60_000)})`,
  `test('has time', async () => {}, ${ms(60_000)})`,
])('%s may stand', (code) => {
  expect(findTimeProblems(`${code}\n`)).toEqual([])
})

test('a problem names its line', () => {
  expect(findTimeProblems(`\n\nawait sleep(${ms(5)})\n`)).toEqual([
    expect.stringMatching(/^3: a fixed sleep/),
  ])
})

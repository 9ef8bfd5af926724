import { expect, test } from 'vitest'
import { issueState } from './state.ts'

test('10,000 states keep to the alphabet, never repeat, and use all letters evenly', () => {
  const states = Array.from({ length: 10_000 }, issueState)
  expect(new Set(states).size).toBe(10_000)
  expect(states.every((state) => /^[0-9A-Za-z]{32}$/.test(state))).toBe(true)
  const counts = new Map<string, number>()
  for (const char of states.join('')) counts.set(char, (counts.get(char) ?? 0) + 1)
  const total = 320_000
  const entropy = [...counts.values()].reduce((sum, n) => sum - (n / total) * Math.log2(n / total), 0)
  expect(counts.size).toBe(62)
  expect(entropy).toBeGreaterThan(5.95)
  // A byte taken modulo 62 without care would give the first eight letters a quarter more than the rest.
  const expected = total / 62
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(expected * 0.1)
})

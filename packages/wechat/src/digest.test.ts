import { expect, test } from 'vitest'
import { digestText, isSameText } from './digest.ts'

test('two texts are the same only when every character is', () => {
  expect(isSameText('abc', 'abc')).toBe(true)
  expect(['abd', 'ab', 'abcd', ''].some((other) => isSameText('abc', other))).toBe(false)
})

test('a digest is of the UTF-8 bytes, in lower-case hexadecimal digits', async () => {
  expect(await digestText('SHA-1', 'abc')).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  expect(await digestText('SHA-256', '茶')).toMatch(/^[0-9a-f]{64}$/)
})

import { expect, test } from 'vitest'
import { readReturnPath } from './return-path.ts'

const origin = 'https://m.example.com'

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '\t//evil.example',
  'https://evil.example',
  'https:evil.example',
  'javascript:alert(1)',
  '@evil.example',
  'evil.example',
  '',
  ' /x',
  '/%09//evil.example/..//..//evil.example',
])('%j never leads to another site', (text) => {
  expect(new URL(readReturnPath(text, origin), origin).origin).toBe(origin)
})

test.each([
  ['/', '/'],
  ['/orders?page=2', '/orders?page=2'],
  ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
  ['/@evil.example', '/@evil.example'],
  ['/#/orders/5', '/#/orders/5'],
  ['/orders?page=2#top', '/orders?page=2#top'],
  [`/${'x'.repeat(2000)}`, '/'],
  [undefined, '/'],
])('%j is kept as %j', (text, path) => {
  expect(readReturnPath(text, origin)).toBe(path)
})

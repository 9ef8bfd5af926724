import { expect, test } from 'vitest'
import { originsAt } from './origins.ts'

test.each([
  ['http://localhost:4401', 'http://localhost:4401'],
  ['https://gate.example/', 'https://gate.example'],
  ['https://gate.example/wechat//', 'https://gate.example/wechat'],
])('%s stands for all three hosts', (base, origin) => {
  expect(originsAt(base)).toEqual({ api: origin, open: origin, mp: origin })
})

test.each([
  '',
  'localhost:4401',
  'ftp://gate.example',
  '/path',
  'https://user:word@gate.example',
  'https://gate.example/?a=b',
  'https://gate.example/#top',
])('%j is no base', (base) => {
  expect(() => originsAt(base)).toThrow(TypeError)
  expect(() => originsAt(base)).toThrow(expect.objectContaining({ code: 'wire_origin_invalid' }))
})

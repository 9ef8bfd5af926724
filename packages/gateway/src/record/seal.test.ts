import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSeal } from './seal.ts'

const oldKey = randomBytes(32)
const newKey = randomBytes(32)

test('what was sealed opens again, and never looks the same twice', () => {
  const seal = createSeal([oldKey])
  const sealed = seal.seal('AppSecret 密钥', 'applications/wx1/secret')
  expect(seal.open(sealed, 'applications/wx1/secret')).toBe('AppSecret 密钥')
  expect(seal.seal('AppSecret 密钥', 'applications/wx1/secret')).not.toBe(sealed)
})

test('another purpose, another key and altered bytes are refused', () => {
  const seal = createSeal([oldKey])
  const sealed = seal.seal('text', 'a')
  const altered = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`
  expect(() => seal.open(sealed, 'b')).toThrow(expect.objectContaining({ code: 'record_seal_broken' }))
  expect(() => seal.open(altered, 'a')).toThrow(expect.objectContaining({ code: 'record_seal_broken' }))
  expect(() => createSeal([newKey]).open(sealed, 'a')).toThrow(
    expect.objectContaining({ code: 'record_seal_broken' }),
  )
})

test('a key is changed by putting the new one in front', () => {
  const sealed = createSeal([oldKey]).seal('text', 'a')
  const both = createSeal([newKey, oldKey])
  expect(both.open(sealed, 'a')).toBe('text')
  expect(createSeal([newKey]).open(both.seal('text', 'a'), 'a')).toBe('text')
})

test('a key of another length is refused', () => {
  expect(() => createSeal([randomBytes(16)])).toThrow(expect.objectContaining({ code: 'record_seal_broken' }))
  expect(() => createSeal([])).toThrow(expect.objectContaining({ code: 'record_seal_broken' }))
})

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decryptMessage, encryptMessage, randomStart } from './cipher.ts'
import { signParts } from './signature.ts'

const vectorSchema = z.object({
  id: z.string(),
  kind: z.string(),
  token: z.string().optional(),
  timestamp: z.string().optional(),
  nonce: z.string().optional(),
  signature: z.string().optional(),
  msgSignature: z.string().optional(),
  encodingAesKey: z.string().optional(),
  appid: z.string().optional(),
  encrypt: z.string().optional(),
  plaintext: z.string().optional(),
  random16: z.string().optional(),
})
const VECTORS = z
  .array(vectorSchema)
  .parse(JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')))
const KEY = 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890'

test('there are vectors of every kind', () => {
  const count = (kind: string) => VECTORS.filter((vector) => vector.kind === kind).length
  expect([count('crypt'), count('plain-signature'), count('msg-signature-only')]).toEqual([11, 3, 1])
})

test.for(VECTORS.filter(({ kind }) => kind === 'crypt'))(
  '$id decrypts and encrypts to the same bytes',
  (vector) => {
    const { encodingAesKey = '', appid = '', encrypt = '', plaintext, random16 = '' } = vector
    expect(decryptMessage(encodingAesKey, encrypt)).toEqual({ start: random16, message: plaintext, appid })
    expect(encryptMessage(encodingAesKey, { message: plaintext ?? '', appid }, random16)).toBe(encrypt)
  },
)

test.for(VECTORS.filter(({ signature }) => signature))('$id has the documented signature', (vector) => {
  const { token = '', timestamp = '', nonce = '', signature } = vector
  expect(signParts(token, timestamp, nonce)).toBe(signature)
})

test.for(VECTORS.filter(({ msgSignature }) => msgSignature))(
  '$id has the documented msg_signature',
  (vector) => {
    const { token = '', timestamp = '', nonce = '', encrypt = '', msgSignature } = vector
    expect(signParts(token, timestamp, nonce, encrypt)).toBe(msgSignature)
  },
)

test('a message of any length comes back, padded to blocks of 32', () => {
  for (let length = 0; length < 70; length += 1) {
    const message = '微'.repeat(length)
    const encrypted = encryptMessage(KEY, { message, appid: 'wx1' })
    expect(Buffer.from(encrypted, 'base64').length % 32).toBe(0)
    expect(decryptMessage(KEY, encrypted)).toMatchObject({ message, appid: 'wx1' })
  }
})

test('every message begins with 16 other hexadecimal characters', () => {
  expect(randomStart()).toMatch(/^[0-9a-f]{16}$/)
  expect(encryptMessage(KEY, { message: 'a', appid: 'b' })).not.toBe(
    encryptMessage(KEY, { message: 'a', appid: 'b' }),
  )
})

test('what is not a message is refused by name', () => {
  const encrypted = encryptMessage(KEY, { message: 'hello', appid: 'wx1' }, '0123456789abcdef')
  const flipped = Buffer.from(encrypted, 'base64')
  flipped.writeUInt8(flipped.readUInt8(flipped.length - 1) ^ 0xff, flipped.length - 1)
  expect(() => decryptMessage(KEY, flipped.toString('base64'))).toThrow('padding')
  expect(() => decryptMessage(KEY, 'AAAA')).toThrow('multiple of 32')
  expect(() => decryptMessage(KEY, '')).toThrow('multiple of 32')
  expect(() => decryptMessage('short', encrypted)).toThrow('EncodingAESKey')
  expect(() => decryptMessage('A'.repeat(43), encrypted)).toThrow(/padding|length/)
})

import { createCipheriv } from 'node:crypto'
import { expect, test } from 'vitest'
import { pushKeys } from '../../test/tiny-push.ts'
import { decryptMessage, encryptMessage } from './cipher.ts'
import { signParts } from './signature.ts'
import vectors from './vectors.json' with { type: 'json' }

const key = pushKeys.encodingAesKey
const ciphers = vectors.filter(({ kind }) => kind === 'crypt')

test('all sixteen vectors are here, each of a kind that is tested: the one for pages in page-signature.test.ts', () => {
  const kinds = Object.groupBy(vectors, ({ kind }) => kind)
  expect(Object.entries(kinds).map(([kind, list]) => [kind, list?.length])).toEqual([
    ['plain-signature', 3],
    ['crypt', 11],
    ['msg-signature-only', 1],
    ['jsapi', 1],
  ])
})

test.each(ciphers)(
  '$id decrypts, ends in its appid, and encrypts to the same bytes: $source',
  async (vector) => {
    const { encodingAesKey = '', appid = '', encrypt = '', plaintext = '', random16 } = vector
    const decrypted = await decryptMessage(encodingAesKey, encrypt)
    expect(decrypted).toEqual({ message: plaintext, appid })
    expect(await encryptMessage(encodingAesKey, decrypted, random16)).toBe(encrypt)
  },
)

test.each(vectors.filter(({ token }) => token))(
  '$id is signed as its source says: $source',
  async (vector) => {
    const { token = '', timestamp = '', nonce = '', encrypt = '', signature, msgSignature } = vector
    if (signature) expect(await signParts([token, timestamp, nonce])).toBe(signature)
    if (msgSignature) expect(await signParts([token, timestamp, nonce, encrypt])).toBe(msgSignature)
    expect(signature ?? msgSignature).toBeDefined()
  },
)

test('what is no cipher text is refused with the same words, whatever is wrong with it', async () => {
  const whole = await encryptMessage(key, { message: 'hello', appid: pushKeys.appid })
  const random = Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')
  for (const encrypt of ['', 'AAAA', '****', `${whole} `, whole.slice(4), random]) {
    await expect(decryptMessage(key, encrypt)).rejects.toMatchObject({
      code: 'message_cipher',
      message: 'the message cannot be decrypted',
    })
  }
})

test('a padding that is longer than 32, zero, or not the same all over is refused', async () => {
  const raw = Buffer.from(`${key}=`, 'base64')
  const plain = Buffer.concat([
    Buffer.from('0123456789abcdef'),
    Buffer.from([0, 0, 0, 0]),
    Buffer.alloc(12, 'a'),
  ])
  const encrypt = (padding: Buffer) => {
    const cipher = createCipheriv('aes-256-cbc', raw, raw.subarray(0, 16)).setAutoPadding(false)
    return Buffer.concat([cipher.update(Buffer.concat([plain, padding])), cipher.final()]).toString('base64')
  }
  expect(await decryptMessage(key, encrypt(Buffer.alloc(32, 32)))).toMatchObject({ message: '' })
  const wrong = [
    Buffer.alloc(64, 64),
    Buffer.alloc(32, 0),
    Buffer.concat([Buffer.alloc(31, 7), Buffer.from([32])]),
  ]
  for (const padding of wrong) {
    await expect(decryptMessage(key, encrypt(padding))).rejects.toMatchObject({ code: 'message_cipher' })
  }
})

test('a key that cannot be one is the mistake of the program', async () => {
  for (const wrong of ['', 'short', `${key}=`, '*'.repeat(43)]) {
    await expect(decryptMessage(wrong, 'AAAA')).rejects.toMatchObject({ code: 'message_key_invalid' })
  }
})

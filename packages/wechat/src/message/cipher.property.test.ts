import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  nat,
  oneof,
  shuffledSubarray,
  string,
  stringMatching,
} from 'fast-check'
import { expect, test } from 'vitest'
import { WeChatError } from '../error.ts'
import { decryptMessage, encryptMessage } from './cipher.ts'
import { signParts } from './signature.ts'

const keys = stringMatching(/^[A-Za-z0-9]{43}$/)
const appids = oneof(stringMatching(/^wx[0-9a-f]{16}$/), string({ unit: 'grapheme', maxLength: 40 }))
const messages = oneof(
  string({ unit: 'grapheme', maxLength: 300 }),
  string({ unit: 'binary', maxLength: 300 }),
  constantFrom('', '\ufeff<xml></xml>', '\u0000', '😀'.repeat(5_000)),
).map((text) => text.toWellFormed())
const lead = 20

test('any message for any appid comes back by its key as it went in, byte by byte', async () => {
  const roundTrip = asyncProperty(keys, messages, appids, async (key, message, appid) => {
    const encrypt = await encryptMessage(key, { message, appid })
    expect(await decryptMessage(key, encrypt)).toEqual({ message, appid })
  })
  await assert(roundTrip, { numRuns: 500 })
})

test('around the block of 32 bytes a padding of 1 to 32 is added, and never none', async () => {
  const key = 'wxgateAbCdEfGhIjKlMnOpQrStUvWxYz01234567890'
  for (let length = 0; length <= 100; length += 1) {
    const plain = { message: 'x'.repeat(length), appid: 'wx5a4db0c500000001' }
    const encrypt = await encryptMessage(key, plain)
    const bytes = lead + length + plain.appid.length
    expect(Buffer.from(encrypt, 'base64').length).toBe(bytes + 32 - (bytes % 32))
    expect(await decryptMessage(key, encrypt)).toEqual(plain)
  }
})

test('the same message encrypted twice has other bytes', async () => {
  const twice = asyncProperty(keys, messages, async (key, message) => {
    const plain = { message, appid: 'wx1' }
    expect(await encryptMessage(key, plain)).not.toBe(await encryptMessage(key, plain))
  })
  await assert(twice, { numRuns: 100 })
})

test('another key, or changed bytes, give another text or the one refusal there is', async () => {
  const changed = asyncProperty(
    keys,
    keys,
    messages,
    nat(),
    nat(254),
    async (key, other, message, at, by) => {
      const plain = { message, appid: 'wx5a4db0c500000001' }
      const encrypt = await encryptMessage(key, plain)
      const bytes = Buffer.from(encrypt, 'base64')
      // The first block is random: what stands in it is nobody's text.
      const place = 16 + (at % (bytes.length - 16))
      bytes[place] = (bytes[place] ?? 0) ^ (by + 1)
      const isSameKey = Buffer.from(`${key}=`, 'base64').equals(Buffer.from(`${other}=`, 'base64'))
      const tries = [
        decryptMessage(key, bytes.toString('base64')),
        ...(isSameKey ? [] : [decryptMessage(other, encrypt)]),
      ]
      for (const outcome of await Promise.allSettled(tries)) {
        if (outcome.status === 'fulfilled') expect(outcome.value).not.toEqual(plain)
        else
          expect(outcome.reason).toMatchObject({
            code: 'message_cipher',
            message: 'the message cannot be decrypted',
          })
      }
    },
  )
  await assert(changed, { numRuns: 500 })
})

test('no text at all makes decrypting throw anything but its own refusal', async () => {
  const texts = oneof(string({ maxLength: 200 }), stringMatching(/^([A-Za-z0-9+/]{4}){0,60}(==)?$/))
  const refused = asyncProperty(keys, texts, async (key, encrypt) => {
    const outcome: unknown = await decryptMessage(key, encrypt).catch((error: unknown) => error)
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(WeChatError)
  })
  await assert(refused, { numRuns: 1_000 })
})

const parts = array(stringMatching(/^[A-Za-z0-9+/=]{1,40}$/), { minLength: 1, maxLength: 5 })

test('a signature does not depend on the order of its parts', async () => {
  const pairs = parts.chain((list) =>
    shuffledSubarray(list, { minLength: list.length }).map((shuffled) => [list, shuffled] as const),
  )
  const same = asyncProperty(pairs, async ([list, shuffled]) => {
    const signature = await signParts(list)
    expect(signature).toMatch(/^[0-9a-f]{40}$/)
    expect(await signParts(shuffled)).toBe(signature)
  })
  await assert(same, { numRuns: 500 })
})

test('a signature changes with any character of any part', async () => {
  const changed = asyncProperty(parts, nat(), nat(), async (list, one, at) => {
    const changing = one % list.length
    const text = list[changing] ?? ''
    const place = at % text.length
    const other = `${text.slice(0, place)}${text[place] === 'a' ? 'b' : 'a'}${text.slice(place + 1)}`
    expect(await signParts(list.with(changing, other))).not.toBe(await signParts(list))
    expect(await signParts([...list, 'x'])).not.toBe(await signParts(list))
  })
  await assert(changed, { numRuns: 500 })
})

import { randomInt } from 'node:crypto'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connectReceiver, KEY, readFlat, TEAHOUSE, TOKEN, writeReply } from '../scripted-push.ts'
import { type Received, type Receiver, startReceiver } from '../scripted-receiver.ts'
import { startSimulator, type TestSimulator } from '../test-kit.ts'
import { decryptMessage, encryptMessage } from './cipher.ts'
import { writeXml } from './xml.ts'

// Somebody else's implementation: if ours read WeChat's page wrongly, the two disagree.

let sim: TestSimulator
let receiver: Receiver
beforeAll(async () => {
  sim = await startSimulator()
  receiver = await startReceiver()
  await connectReceiver(sim, receiver)
})
afterAll(async () => {
  await receiver.close()
  await sim.close()
})

function openWithPackage({ query, body }: Received) {
  const [time, nonce] = [query.get('timestamp') ?? '', query.get('nonce') ?? '']
  const sealed = readFlat(body).Encrypt ?? ''
  const { message, id } = decrypt(KEY, sealed)
  const isSigned = getSignature(TOKEN, time, nonce, sealed) === query.get('msg_signature')
  return { isSigned, id, fields: readFlat(message) }
}

function replyWithPackage({ query }: Received, content: string): string {
  const nonce = query.get('nonce') ?? ''
  const reply = writeReply(query.get('openid') ?? '', [
    ['MsgType', 'text'],
    ['Content', content],
  ])
  const sealed = encrypt(KEY, reply, TEAHOUSE)
  return writeXml([
    ['Encrypt', sealed],
    ['MsgSignature', getSignature(TOKEN, '1700000000', nonce, sealed)],
    ['TimeStamp', 1_700_000_000],
    ['Nonce', nonce],
  ])
}

test('a published package reads our push, and we read its reply', async () => {
  receiver.answer((received) => replyWithPackage(received, '来自另一个实现 🍵'))
  const { deliveries, chat } = await sim.chat({ person: 'xiaoming', appid: TEAHOUSE, text: '你好 ]]>' })
  const push = receiver.received.at(-1) ?? expect.fail('nothing came')
  const { isSigned, id, fields } = openWithPackage(push)
  expect({ isSigned, id }).toEqual({ isSigned: true, id: TEAHOUSE })
  expect(fields).toMatchObject({ MsgType: 'text', Content: '你好 ]]>' })
  expect(deliveries).toMatchObject([{ accepted: true, problem: null }])
  expect(chat.lines.at(-1)).toMatchObject({ from: 'account', text: '来自另一个实现 🍵' })
})

test('both encrypt texts of every length to the same bytes', () => {
  const start = '0123456789abcdef'
  for (let length = 0; length < 100; length += 1) {
    const message = 'é'.repeat(length)
    const ours = encryptMessage(KEY, { message, appid: TEAHOUSE }, start)
    expect(ours).toBe(encrypt(KEY, message, TEAHOUSE, Buffer.from(start)))
    expect(decryptMessage(KEY, ours)).toEqual({ start, message, appid: TEAHOUSE })
  }
})

/** A random text: ASCII, Chinese, emoji, markup and line ends, from nothing to about 3 kB. */
function buildRandomText(): string {
  const pieces = ['a', '\n', ']]>', '<xml>', '&amp;', '你好', '😀', '\u202e', ' ', '0']
  const length = randomInt(300)
  return Array.from({ length }, () => pieces[randomInt(pieces.length)]).join('')
}

test('10,000 random messages each way, no difference', () => {
  const differences: string[] = []
  for (let count = 0; count < 10_000; count += 1) {
    const message = buildRandomText()
    const read = decrypt(KEY, encryptMessage(KEY, { message, appid: TEAHOUSE }))
    if (read.message !== message || read.id !== TEAHOUSE) differences.push(message)
    const back = decryptMessage(KEY, encrypt(KEY, message, TEAHOUSE))
    if (back.message !== message || back.appid !== TEAHOUSE) differences.push(message)
  }
  expect(differences).toEqual([])
})

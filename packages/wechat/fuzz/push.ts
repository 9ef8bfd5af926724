import { createCipheriv, createHash } from 'node:crypto'
import type { MessageQuery } from '../src/message/query.ts'
import type { ReceiveOptions } from '../src/message/receive.ts'
import { pushedAt, pushKeys } from '../test/tiny-push.ts'
import { mutate } from './mutate.ts'
import type { Random } from './random.ts'
import { jsonSamples, xmlSamples } from './sample.ts'

const aesKey = Buffer.from(`${pushKeys.encodingAesKey}=`, 'base64')
const nonce = '1372623149'
const timestamp = String(pushedAt)

/** One POST to a message URL, of which some part is not as it should be, or nothing is. */
export function buildPushInput(random: Random): ReceiveOptions {
  const mode = random.pick(['safe', 'plain'] as const)
  const keys = random.isChosen(10) ? { ...pushKeys, previousEncodingAesKey: 'z'.repeat(43) } : pushKeys
  const isPlain = mode === 'plain' && random.isChosen(70)
  const { query, body } = isPlain ? buildPlain(random) : buildSafe(random)
  return {
    query: random.isChosen(10) ? mutateQuery(query, random) : query,
    body: random.isChosen(20) ? body.toString() : body,
    keys,
    mode,
    now: pushedAt * 1_000,
    ...(random.isChosen(10) ? { originalId: 'gh_000000000001' } : {}),
  }
}

function buildPlain(random: Random): { query: MessageQuery; body: Buffer } {
  const query = { timestamp, nonce, signature: sign(pushKeys.token, timestamp, nonce) }
  return { query, body: mutate(pickMessage(random), random) }
}

/** Encrypted and signed right, around a message that is not; or wrong in one of the layers around it. */
function buildSafe(random: Random): { query: MessageQuery; body: Buffer } {
  const layer = random.pick(['message', 'message', 'message', 'plain', 'encrypt', 'body'] as const)
  const change = (name: typeof layer, bytes: Buffer) => (name === layer ? mutate(bytes, random) : bytes)
  const message = change('message', pickMessage(random))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(message.length)
  const plain = Buffer.concat([Buffer.from('0123456789abcdef'), length, message, Buffer.from(pushKeys.appid)])
  const encrypt = change('encrypt', Buffer.from(encryptBytes(change('plain', plain)))).toString()
  const msg_signature = sign(pushKeys.token, timestamp, nonce, encrypt)
  const query = new URLSearchParams({ timestamp, nonce, encrypt_type: 'aes', msg_signature })
  return { query, body: change('body', Buffer.from(wrap(encrypt, random))) }
}

function pickMessage(random: Random): Buffer {
  return Buffer.from(random.pick(random.isChosen(25) ? jsonSamples : xmlSamples))
}

function wrap(encrypt: string, random: Random): string {
  if (random.isChosen(25)) return JSON.stringify({ ToUserName: 'gh_000000000001', Encrypt: encrypt })
  return `<xml><ToUserName><![CDATA[gh_000000000001]]></ToUserName><Encrypt><![CDATA[${encrypt}]]></Encrypt></xml>`
}

function encryptBytes(plain: Buffer): string {
  const pad = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(plain),
    cipher.update(Buffer.alloc(pad, pad)),
    cipher.final(),
  ]).toString('base64')
}

function sign(...parts: string[]): string {
  return createHash('sha1').update(parts.sort().join('')).digest('hex')
}

/** As a framework gives it: a parameter missing, there twice, of another type, or of another text. */
function mutateQuery(query: MessageQuery, random: Random): MessageQuery {
  const fields: Record<string, unknown> = Object.fromEntries(
    query instanceof URLSearchParams ? query : Object.entries(query),
  )
  const name = random.pick(['timestamp', 'nonce', 'signature', 'msg_signature', 'encrypt_type'])
  const value = fields[name]
  const text = mutate(Buffer.from(String(value)), random).toString()
  fields[name] = random.pick([undefined, null, [], [value, value], { value }, 7, '', text, [text]])
  return fields
}

import { randomInt } from 'node:crypto'
import type { PushMode, SentPush } from '../world/delivery.ts'
import { encryptMessage } from './cipher.ts'
import { signParts } from './signature.ts'
import { writeXml, type XmlFields } from './xml.ts'

/** What signs and encrypts the pushes to one server. */
export type PushKeys = {
  token: string
  encodingAesKey: string
  /** The appid behind the encrypted message: the account's, or the platform's whoever the message is about. */
  appid: string
}

/** A message before it is put into an envelope. */
export type PushMessage = {
  fields: XmlFields
  /** Stays readable in safe mode: `ToUserName`, or a platform's `AppId`. */
  address: readonly ['ToUserName' | 'AppId', string]
  /** Sender, as it stands in the query; null where nobody in particular sends. */
  openid: string | null
}

/** A nonce in WeChat's shape: nine or ten digits. */
export function randomNonce(): string {
  return String(randomInt(100_000_000, 2_000_000_000))
}

function buildEncrypted(keys: PushKeys, message: string) {
  return encryptMessage(keys.encodingAesKey, { message, appid: keys.appid })
}

function buildBody(mode: PushMode, message: PushMessage, plain: string, encrypt: string): string {
  if (mode === 'plain') return plain
  if (mode === 'compatible') return writeXml([...message.fields, ['Encrypt', encrypt]])
  return writeXml([message.address, ['Encrypt', encrypt]])
}

/**
 * One attempt's query and body, encrypted anew with every call. `timestamp` is seconds since 1970.
 * Source: WeChat's documentation, message push and encryption of messages.
 */
export function buildEnvelope(
  mode: PushMode,
  keys: PushKeys,
  message: PushMessage,
  timestamp: number,
): { query: URLSearchParams; sent: SentPush; nonce: string } {
  const nonce = randomNonce()
  const time = String(timestamp)
  const plain = writeXml(message.fields)
  const query = new URLSearchParams({ signature: signParts(keys.token, time, nonce), timestamp: time, nonce })
  if (message.openid !== null) query.set('openid', message.openid)
  const encrypt = mode === 'plain' ? '' : buildEncrypted(keys, plain)
  if (mode !== 'plain') {
    query.set('encrypt_type', 'aes')
    query.set('msg_signature', signParts(keys.token, time, nonce, encrypt))
  }
  const body = buildBody(mode, message, plain, encrypt)
  return { query, nonce, sent: { contentType: 'text/xml', body, message: plain } }
}

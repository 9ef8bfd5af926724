import { WeChatError } from '../error.ts'
import { checkEncodingAesKey, decryptMessage } from './cipher.ts'
import { type Envelope, type MessageFormat, readEnvelope, readMessage } from './envelope.ts'
import { readIdentity, readWeChatMessage, type WeChatMessage } from './event.ts'
import type { MessageFields } from './field.ts'
import { checkFreshness, isEncryptedQuery, type MessageQuery, readParameter } from './query.ts'
import { buildReply, type Reply } from './reply.ts'
import { checkSignature, checkToken } from './verify-url.ts'

/** What the console says about one message URL. */
export interface MessageKeys {
  /** Of the account; of a platform its own, for messages of its customers as well. */
  appid: string
  token: string
  /** 43 letters and digits. Without it only plain mode works. */
  encodingAesKey?: string | undefined
  /** The key before, for as long as WeChat may still use it after a change. */
  previousEncodingAesKey?: string | undefined
}

/** Throws a `TypeError` for keys that can open no push: `message_token_invalid`, `message_key_invalid`. */
export function checkKeys({ token, encodingAesKey, previousEncodingAesKey }: MessageKeys): void {
  checkToken(token)
  for (const key of [encodingAesKey, previousEncodingAesKey]) if (key !== undefined) checkEncodingAesKey(key)
}

/** What a push has to be like to be taken. */
export interface ReceiveOptions {
  query: MessageQuery
  /** As it came, up to 64 kB. */
  body: string | Uint8Array
  keys: MessageKeys
  /**
   * `safe`, unless told, takes encrypted pushes alone; in compatible mode it reads the encrypted part and nothing
   * else. `plain` takes also what is not encrypted, where the signature does not cover the message: whoever has
   * seen one push can send another one in its name.
   */
  mode?: 'safe' | 'plain' | undefined
  /** The account whose messages these must be, `gh_…`. Not checked unless told. */
  originalId?: string | undefined
  /** How far from now the push and the message in it may be, before and after; 3,600 unless told. */
  freshSeconds?: number | undefined
  /** Milliseconds since 1970. */
  now?: number | undefined
}

/** A push that is WeChat's, for this receiver, and of now. It may still be a repetition: see `identity`. */
export interface ReceivedMessage {
  message: WeChatMessage
  /** The same for each repetition of one message. Save it, for two hours at least, before you act. */
  identity: string
  format: MessageFormat
  /** Which key opened it; after a change of keys nothing should come with `previous` any more. */
  key: 'current' | 'previous' | 'none'
  /** Our time minus WeChat's. Beyond a few seconds somebody's clock is wrong: worth an alarm. */
  skewSeconds: number
  /** The body of a reply, encrypted with the key that opened the push. `success` needs none of this. */
  buildReply(reply: Reply): Promise<string>
}

/**
 * Checks and reads one POST to a message URL: query, signature, freshness, cipher, appid, receiver, in this order.
 * It remembers nothing: drop repetitions by `identity`.
 *
 * Throws `message_query`, `message_signature`, `message_stale`, `message_cipher` and `message_appid`, to be answered
 * with 403, and `message_xml`, with 400; never say more to the sender. Source: WeChat's documentation, message push
 * and encryption of messages. That the appid is the platform's in messages of its customers is unconfirmed.
 */
export async function receiveMessage(options: ReceiveOptions): Promise<ReceivedMessage> {
  const { query, keys, now = Date.now(), freshSeconds = 3_600 } = options
  const timestamp = readParameter(query, 'timestamp')
  const nonce = readParameter(query, 'nonce')
  const signed = readSigned(options)
  const parts = [timestamp, nonce, ...(signed.encrypt === undefined ? [] : [signed.encrypt])]
  await checkSignature(signed.signature, keys.token, parts)
  const skewSeconds = checkFreshness(timestamp, now, freshSeconds)
  const { fields, key, encodingAesKey } = await openMessage(signed, keys)
  checkReceiver(options, signed.fields, fields)
  const message = readWeChatMessage(fields)
  checkFreshness(String(message.createdAt / 1_000), now, freshSeconds)
  const { format } = signed
  const seal = encodingAesKey === undefined ? undefined : { ...keys, encodingAesKey, nonce }
  const identity = readIdentity(message)
  return {
    message,
    identity,
    format,
    key,
    skewSeconds,
    buildReply: (reply) => buildReply(reply, { message, format, seal, now }),
  }
}

/** The body with the signature that must fit it. In plain mode `encrypt` is left out: nobody looks at it. */
function readSigned({ query, body, keys, mode = 'safe' }: ReceiveOptions): Envelope & { signature: string } {
  const isEncrypted = isEncryptedQuery(query)
  if (mode === 'plain' && !(isEncrypted && keys.encodingAesKey)) {
    return { ...readEnvelope(body), encrypt: undefined, signature: readParameter(query, 'signature') }
  }
  const signature = readParameter(query, 'msg_signature')
  const envelope = readEnvelope(body)
  if (isEncrypted && envelope.encrypt) return { ...envelope, signature }
  throw new WeChatError('message_cipher', 'the message is not encrypted')
}

interface Opened {
  fields: MessageFields
  key: ReceivedMessage['key']
  encodingAesKey?: string
}

async function openMessage({ fields, encrypt }: Envelope, keys: MessageKeys): Promise<Opened> {
  if (encrypt !== undefined) return decrypt(encrypt, keys)
  if (!('InfoType' in fields)) return { fields, key: 'none' }
  throw new WeChatError('message_cipher', 'events of a platform always come encrypted')
}

/** Tries the current key, then the one before: a wrong key shows in the padding, or in the appid at the end. */
async function decrypt(encrypt: string, keys: MessageKeys): Promise<Opened> {
  const { appid, encodingAesKey = '', previousEncodingAesKey } = keys
  const tries = [{ key: 'current' as const, encodingAesKey }]
  const former = { key: 'previous' as const, encodingAesKey: previousEncodingAesKey ?? '' }
  let refusal: unknown
  for (const one of previousEncodingAesKey === undefined ? tries : [...tries, former]) {
    try {
      const { fields } = readMessage(await decryptFor(appid, one.encodingAesKey, encrypt))
      return { fields, ...one }
    } catch (error) {
      if (!isWrongKey(error)) throw error
      refusal ??= error
    }
  }
  throw refusal
}

async function decryptFor(appid: string, encodingAesKey: string, encrypt: string): Promise<string> {
  const decrypted = await decryptMessage(encodingAesKey, encrypt)
  if (decrypted.appid !== appid) throw buildAppidError('the message is encrypted for another appid')
  return decrypted.message
}

function isWrongKey(error: unknown): boolean {
  return error instanceof WeChatError && ['message_cipher', 'message_appid'].includes(error.code)
}

/** The receiver outside, which nothing protects, must be the one inside, and both the one that is expected. */
function checkReceiver(
  { keys, originalId }: ReceiveOptions,
  outer: MessageFields,
  inner: MessageFields,
): void {
  // AppId of other messages is something else: the mini program of a card that somebody sent, for one.
  const isPlatform = 'InfoType' in inner
  const name = isPlatform ? 'AppId' : 'ToUserName'
  const receiver = inner[name]
  // Some events name no receiver; what they are encrypted for does.
  const expected = isPlatform ? keys.appid : receiver === undefined ? receiver : (originalId ?? receiver)
  const outside = outer.ToUserName === undefined ? (outer.AppId ?? keys.appid) : keys.appid
  if (receiver === expected && (outer[name] ?? receiver) === receiver && outside === keys.appid) return
  throw buildAppidError('the message is for another receiver')
}

function buildAppidError(message: string): WeChatError {
  return new WeChatError('message_appid', message)
}

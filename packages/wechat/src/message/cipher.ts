import { joinBytes, writeHex } from '../digest.ts'
import { buildUsageError, WeChatError } from '../error.ts'

const padTo = 32
const blockBytes = 16
const randomBytes = 16
const headBytes = randomBytes + 4

/** What an encrypted push holds: the message, and the appid that it was encrypted for. */
export interface Decrypted {
  message: string
  appid: string
}

/**
 * Decrypts the text of an `Encrypt` element. Check `msg_signature` first: the cipher alone does not notice
 * changes. Throws `message_cipher`, always with the same words, and a `TypeError` for an impossible key.
 * Source: WeChat's documentation, encryption of messages.
 */
export async function decryptMessage(encodingAesKey: string, encrypt: string): Promise<Decrypted> {
  const { key, iv } = await readKey(encodingAesKey)
  const cipher = readBase64(encrypt)
  if (!cipher || cipher.length === 0 || cipher.length % padTo !== 0) throw buildCipherError()
  // Web Crypto takes off a padding of at most 16 bytes and refuses WeChat's, which has up to 32: one block
  // more, which decrypts to a padding of exactly 16, leaves WeChat's where it is.
  const tail = await crypto.subtle.encrypt(
    { name: 'AES-CBC', iv: cipher.slice(-blockBytes) },
    key,
    new Uint8Array(),
  )
  const padded = await crypto.subtle.decrypt(
    { name: 'AES-CBC', iv },
    key,
    joinBytes(cipher, new Uint8Array(tail)),
  )
  return splitPlain(takePadding(new Uint8Array(padded)))
}

/**
 * Encrypts a message for an appid as the base64 text of an `Encrypt` element. `random` is 16 bytes that nobody can
 * guess; WeChat itself uses hexadecimal letters, and so does the default.
 */
export async function encryptMessage(
  encodingAesKey: string,
  { message, appid }: Decrypted,
  random: string = issueRandom(),
): Promise<string> {
  const { key, iv } = await readKey(encodingAesKey)
  const text = new TextEncoder()
  const content = text.encode(message)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, content.length)
  const plain = joinBytes(text.encode(random), length, content, text.encode(appid))
  const pad = padTo - (plain.length % padTo)
  const padded = joinBytes(plain, new Uint8Array(pad).fill(pad))
  const sealed = await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, padded)
  // The last block is Web Crypto's own padding, which WeChat does not expect.
  return writeBase64(new Uint8Array(sealed, 0, padded.length))
}

/** Throws a `TypeError` (`message_key_invalid`) for what cannot be an EncodingAESKey; it never quotes it. */
export function checkEncodingAesKey(encodingAesKey: string): void {
  if (!/^[A-Za-z0-9]{43}$/.test(encodingAesKey)) {
    throw buildUsageError(
      'message_key_invalid',
      'an EncodingAESKey has 43 letters and digits, without the = that decoders add',
    )
  }
}

async function readKey(encodingAesKey: string) {
  checkEncodingAesKey(encodingAesKey)
  // 43 characters are 258 bits: the last two belong to no byte and may be anything, as atob has it.
  const bytes = Uint8Array.from(atob(`${encodingAesKey}=`), (char) => char.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', bytes, 'AES-CBC', false, ['encrypt', 'decrypt'])
  return { key, iv: bytes.slice(0, blockBytes) }
}

function takePadding(padded: Uint8Array): Uint8Array {
  const pad = padded.at(-1) ?? 0
  const isPadding = pad >= 1 && pad <= padTo && padded.subarray(-pad).every((byte) => byte === pad)
  if (!isPadding) throw buildCipherError()
  return padded.subarray(0, padded.length - pad)
}

function splitPlain(plain: Uint8Array): Decrypted {
  if (plain.length < headBytes) throw buildCipherError()
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(randomBytes)
  if (length > plain.length - headBytes) throw buildCipherError()
  // A byte order mark is part of the text: one in front of an appid makes it another appid.
  const text = new TextDecoder('utf-8', { ignoreBOM: true })
  return {
    message: text.decode(plain.subarray(headBytes, headBytes + length)),
    appid: text.decode(plain.subarray(headBytes + length)),
  }
}

function readBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

function writeBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

function issueRandom(): string {
  return writeHex(crypto.getRandomValues(new Uint8Array(randomBytes / 2)))
}

function buildCipherError(): WeChatError {
  return new WeChatError('message_cipher', 'the message cannot be decrypted')
}

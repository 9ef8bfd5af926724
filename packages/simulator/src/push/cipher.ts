import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Thrown when a text cannot be decrypted; it names the step, never the content. */
export class CipherError extends Error {
  readonly code = 'push_cipher_failed'
}

/** WeChat pads to 32 bytes although AES has blocks of 16, so a library's own padding cannot be used. */
const BLOCK_BYTES = 32
const RANDOM_BYTES = 16
const LENGTH_BYTES = 4

/**
 * The AES key in an EncodingAESKey of 43 letters and digits. The last of them carries two bits too many; they
 * are ignored, as WeChat's own samples do. Source: WeChat's documentation, encryption of messages.
 */
function readKey(encodingAesKey: string): Buffer {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64')
  if (key.length !== 32) throw new CipherError('the EncodingAESKey is not 43 letters and digits')
  return key
}

function pad(bytes: Buffer): Buffer {
  const missing = BLOCK_BYTES - (bytes.length % BLOCK_BYTES)
  return Buffer.concat([bytes, Buffer.alloc(missing, missing)])
}

function unpad(bytes: Buffer): Buffer {
  const padding = bytes.at(-1) ?? 0
  const isPadded = padding >= 1 && padding <= BLOCK_BYTES && padding <= bytes.length
  if (!isPadded || bytes.subarray(-padding).some((byte) => byte !== padding)) {
    throw new CipherError('the padding is wrong: another key, or a block other than 32')
  }
  return bytes.subarray(0, -padding)
}

/** The 16 characters that begin a message: hexadecimal, as in every push that was captured. */
export function randomStart(): string {
  return randomBytes(RANDOM_BYTES / 2).toString('hex')
}

/** What is encrypted, and for whom: the appid at the end tells the receiver that it is meant. */
export type Sealed = { message: string; appid: string }

/** AES-256-CBC of `random(16) | length(4) | message | appid`, in base64. `start` must be 16 bytes long. */
export function encryptMessage(
  encodingAesKey: string,
  { message, appid }: Sealed,
  start: string = randomStart(),
): string {
  const key = readKey(encodingAesKey)
  const bytes = Buffer.from(message)
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(bytes.length)
  const plain = pad(Buffer.concat([Buffer.from(start), length, bytes, Buffer.from(appid)]))
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64')
}

function decipher(key: Buffer, encrypted: string): Buffer {
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % BLOCK_BYTES !== 0) {
    throw new CipherError('the length is not a multiple of 32')
  }
  const cipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([cipher.update(bytes), cipher.final()])
}

/** The message, the appid behind it and the 16 characters before it; throws `CipherError`. */
export function decryptMessage(encodingAesKey: string, encrypted: string): Sealed & { start: string } {
  const plain = unpad(decipher(readKey(encodingAesKey), encrypted))
  const messageAt = RANDOM_BYTES + LENGTH_BYTES
  if (plain.length < messageAt) throw new CipherError('the text is too short')
  const end = messageAt + plain.readUInt32BE(RANDOM_BYTES)
  if (end > plain.length) throw new CipherError('the length of the message is wrong')
  return {
    start: plain.toString('latin1', 0, RANDOM_BYTES),
    message: plain.toString('utf8', messageAt, end),
    appid: plain.toString('utf8', end),
  }
}

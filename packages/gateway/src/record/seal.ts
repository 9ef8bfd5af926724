import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { RecordError } from './error.ts'

/** Closes values so that a copy of the database gives nothing away, and opens them again. */
export interface Seal {
  /** `purpose` is bound to the value: a row copied to another place does not open there. */
  seal(text: string, purpose: string): string
  /** Throws `RecordError` `record_seal_broken` for another key, another purpose or altered bytes. */
  open(sealed: string, purpose: string): string
}

interface Key {
  id: string
  bytes: Buffer
}

const nonceBytes = 12
const tagBytes = 16

/**
 * AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D). The first key seals, every key opens, so a key
 * is changed by putting the new one in front and leaving the old one until nothing sealed with it is left.
 * Keys are 32 bytes.
 */
export function createSeal(keys: readonly Buffer[]): Seal {
  const ring = keys.map((bytes) => ({ id: readKeyId(bytes), bytes }))
  const [current] = ring
  if (!current) throw new RecordError('record_seal_broken', 'At least one secret key is needed.')
  return {
    seal: (text, purpose) => `${current.id}.${encrypt(current, text, purpose)}`,
    open: (sealed, purpose) => openWith(ring, sealed, purpose),
  }
}

function readKeyId(bytes: Buffer): string {
  if (bytes.length !== 32) throw new RecordError('record_seal_broken', 'A secret key must be 32 bytes.')
  return createHash('sha256').update('wxgate key id').update(bytes).digest('base64url').slice(0, 6)
}

function encrypt(key: Key, text: string, purpose: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(Buffer.from(purpose))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

function openWith(ring: readonly Key[], sealed: string, purpose: string): string {
  const dot = sealed.indexOf('.')
  const key = ring.find((candidate) => candidate.id === sealed.slice(0, dot))
  if (!key) {
    throw new RecordError('record_seal_broken', 'A sealed value was made with a key that is not configured.')
  }
  try {
    return decrypt(key, Buffer.from(sealed.slice(dot + 1), 'base64url'), purpose)
  } catch (cause) {
    throw new RecordError('record_seal_broken', 'A sealed value does not open.', { cause })
  }
}

function decrypt(key: Key, bytes: Buffer, purpose: string): string {
  const nonce = bytes.subarray(0, nonceBytes)
  const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce, { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(purpose))
  decipher.setAuthTag(tag)
  const body = bytes.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}

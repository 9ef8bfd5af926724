import { joinBytes } from '../digest.ts'
import { buildUsageError } from '../error.ts'

/** A text that was opened. */
export interface Opened {
  text: string
  /** Sealed with a key that is no longer the first: to be sealed anew. */
  stale: boolean
}

/** Closes texts for a place on a disk and opens them there. */
export interface Seal {
  /** `purpose` says where the bytes will lie: they do not open anywhere else. */
  seal(text: string, purpose: string): Promise<Uint8Array<ArrayBuffer>>
  /** Undefined for bytes that are not whole, lie elsewhere, or were closed with none of our keys. */
  open(bytes: Uint8Array<ArrayBuffer>, purpose: string): Promise<Opened | undefined>
}

const markBytes = 4
const digestBytes = 32
const saltBytes = 32
const plainMark = encode('wxg0')
const sealedMark = encode('wxg1')

/** Hides nothing: SHA-256 of purpose and text in front, so that half a file or a moved one is noticed. */
export function createDigestSeal(): Seal {
  const digest = async (purpose: string, text: Uint8Array) =>
    new Uint8Array(await crypto.subtle.digest('SHA-256', joinBytes(encode(`${purpose}\n`), text)))
  return {
    async seal(text, purpose) {
      const bytes = encode(text)
      return joinBytes(plainMark, await digest(purpose, bytes), bytes)
    },
    async open(bytes, purpose) {
      if (!isMarked(bytes, plainMark)) return undefined
      const text = bytes.subarray(markBytes + digestBytes)
      const whole = areEqual(bytes.subarray(markBytes, markBytes + digestBytes), await digest(purpose, text))
      return whole ? { text: decode(text), stale: false } : undefined
    },
  }
}

/**
 * AES-256-GCM. The first key seals, every key opens. Each text gets a key of its own, derived with HKDF from ours
 * and 32 random bytes (RFC 5869): a nonce is then used once by construction, and the limit of 2^32 texts for one
 * key (NIST SP 800-38D section 8.3) is out of sight. A key is 32 bytes, else a `TypeError` `store_key_invalid`.
 */
export function createKeySeal(secretKeys: readonly Uint8Array[]): Seal {
  const [current, ...older] = secretKeys.map(readKey)
  if (current === undefined) throw buildUsageError('store_key_invalid', 'at least one secret key is needed')
  return {
    async seal(text, purpose) {
      const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
      const key = await deriveKey(current, salt)
      const body = await crypto.subtle.encrypt(buildParams(purpose), key, encode(text))
      return joinBytes(sealedMark, salt, new Uint8Array(body))
    },
    async open(bytes, purpose) {
      if (!isMarked(bytes, sealedMark)) return undefined
      for (const key of [current, ...older]) {
        const text = await openWith(key, bytes, purpose)
        if (text !== undefined) return { text, stale: key !== current }
      }
      return undefined
    },
  }
}

function readKey(key: Uint8Array): Uint8Array<ArrayBuffer> {
  if (!(key instanceof Uint8Array) || key.length !== 32)
    throw buildUsageError('store_key_invalid', 'a secret key has 32 bytes')
  return Uint8Array.from(key)
}

async function openWith(key: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>, purpose: string) {
  const salt = bytes.slice(markBytes, markBytes + saltBytes)
  const body = bytes.subarray(markBytes + saltBytes)
  try {
    return decode(await crypto.subtle.decrypt(buildParams(purpose), await deriveKey(key, salt), body))
  } catch {
    return undefined
  }
}

async function deriveKey(key: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>) {
  const base = await crypto.subtle.importKey('raw', key, 'HKDF', false, ['deriveKey'])
  const params = { name: 'HKDF', hash: 'SHA-256', salt, info: encode('wxgate store') }
  const made = { name: 'AES-GCM', length: 256 }
  return await crypto.subtle.deriveKey(params, base, made, false, ['encrypt', 'decrypt'])
}

function buildParams(purpose: string) {
  return { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: encode(purpose) }
}

function isMarked(bytes: Uint8Array, mark: Uint8Array): boolean {
  return areEqual(bytes.subarray(0, markBytes), mark)
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function decode(bytes: ArrayBuffer | Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

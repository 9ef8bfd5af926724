import { createHash } from 'node:crypto'

/**
 * WeChat's signature: SHA-1 in hexadecimal over the sorted parts joined without anything between. The parts
 * are token, timestamp and nonce, and for `msg_signature` the base64 text of `Encrypt` as well.
 * Source: WeChat's documentation, message push.
 */
export function signParts(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex')
}

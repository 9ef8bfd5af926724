import { digestText } from '../digest.ts'

/**
 * WeChat's signature: SHA-1, as 40 lower-case hexadecimal digits, of the parts sorted by their bytes and joined
 * without anything between them. Since nothing delimits the parts, check their shapes before you trust one.
 * Source: WeChat's documentation, message push.
 */
export function signParts(parts: readonly string[]): Promise<string> {
  return digestText('SHA-1', parts.toSorted().join(''))
}

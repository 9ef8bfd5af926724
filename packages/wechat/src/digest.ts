/** The digest of a text's UTF-8 bytes, as lower-case hexadecimal digits. */
export async function digestText(algorithm: 'SHA-1' | 'SHA-256', text: string): Promise<string> {
  return writeHex(new Uint8Array(await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))))
}

/** Bytes as lower-case hexadecimal digits, two for each. */
export function writeHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** The bytes of all parts, one after the other. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Whether two texts are the same, in a time that tells nothing about where they differ; lengths are no secret. */
export function isSameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}

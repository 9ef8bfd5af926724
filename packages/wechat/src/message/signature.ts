/**
 * WeChat's signature: SHA-1, as 40 lower-case hexadecimal digits, of the parts sorted by their bytes and joined
 * without anything between them. Since nothing delimits the parts, check their shapes before you trust one.
 * Source: WeChat's documentation, message push.
 */
export async function signParts(parts: readonly string[]): Promise<string> {
  const joined = new TextEncoder().encode(parts.toSorted().join(''))
  const digest = await crypto.subtle.digest('SHA-1', joined)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether two texts are the same, in a time that tells nothing about where they differ; lengths are no secret. */
export function isSameText(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  let difference = 0
  for (let at = 0; at < one.length; at += 1) difference |= one.charCodeAt(at) ^ other.charCodeAt(at)
  return difference === 0
}

/**
 * Where something lies in a store: SHA-256 of its words as 64 hexadecimal digits. Names of any length, case and
 * alphabet become one that every file system and server takes, and a list of names gives no key away. Lone
 * surrogates, which UTF-8 alone would make one, are kept apart by the JSON.
 */
export async function hashPlace(...words: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(words))
  const hash = await crypto.subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

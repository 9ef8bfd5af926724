const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const stateLength = 32
// 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
const firstUnfair = 248

/**
 * A state nobody can guess: 32 characters of 62, 32 × 5.95 = 190 bits, in the alphabet that WeChat documents.
 */
export function issueState(): string {
  let state = ''
  while (state.length < stateLength) {
    const bytes = crypto.getRandomValues(new Uint8Array(stateLength * 2))
    for (const byte of bytes) if (byte < firstUnfair) state += alphabet.charAt(byte % alphabet.length)
  }
  return state.slice(0, stateLength)
}

/**
 * Whether WeChat would carry this there and back: 1 to 128 of the characters that it documents, and the hyphen and
 * underline that it is known to keep.
 */
export function isState(value: unknown): value is string {
  // A pattern takes what is missing for the word "undefined", which would be a state that everybody knows.
  return typeof value === 'string' && /^[\w-]{1,128}$/.test(value)
}

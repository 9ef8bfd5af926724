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

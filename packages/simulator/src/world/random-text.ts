import { randomBytes } from 'node:crypto'

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** Random letters and digits. The modulo prefers some letters slightly: nothing here guards a real secret. */
function randomAlphanumeric(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHANUMERIC.charAt(byte % ALPHANUMERIC.length)).join('')
}

/** An OAuth code in WeChat's shape: 32 letters and digits, three digits first (`051vrM000…`), or a hyphen at the end. */
export function randomCode(hasHyphen = false): string {
  return `0${(randomBytes(1)[0] ?? 0) % 10}1${randomAlphanumeric(28)}${hasHyphen ? '-' : randomAlphanumeric(1)}`
}

/** An access or refresh token in WeChat's shape: a number, `_`, then base64url text; 131 characters. */
export function randomToken(): string {
  return `${50 + ((randomBytes(1)[0] ?? 0) % 50)}_${randomBytes(96).toString('base64url')}`
}

/** WeChat's request id: three groups of eight hexadecimal digits, the first the Unix time in seconds. */
export function randomRequestId(nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000)
    .toString(16)
    .padStart(8, '0')
  return `${seconds}-${randomBytes(4).toString('hex')}-${randomBytes(4).toString('hex')}`
}

/** A ticket of the JS-SDK in WeChat's shape: 86 characters of base64url. */
export function randomTicket(): string {
  return randomBytes(64).toString('base64url')
}

/** A word of a third-party platform in WeChat's shape: a name, `@@@`, then 86 characters of base64url. */
export function randomPlatformText(name: string): string {
  return `${name}@@@${randomBytes(64).toString('base64url')}`
}

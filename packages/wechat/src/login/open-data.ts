import { digestText, isSameText } from '../digest.ts'
import { WeChatError } from '../error.ts'
import type { SecretText } from '../secret.ts'
import { isRecord, parseJson } from '../wire/json.ts'

/** Data of a mini program's visitor as the page got it from WeChat. */
export interface EncryptedOpenData {
  /** From `fetchMiniProgramSession` of this visitor. `wx.login()` may renew it: then data from before cannot be read. */
  sessionKey: SecretText
  /** Base64, as the page got it. */
  encryptedData: string
  /** Base64, as the page got it. */
  iv: string
}

/** Text of a mini program's visitor that WeChat signed. */
export interface SignedOpenData {
  sessionKey: SecretText
  /** Byte for byte as the page got it. */
  rawData: string
  signature: string
}

/** The decrypted fields, by WeChat's names: `openId`, `nickName`, `phoneNumber` and others, with the `watermark`. */
export type OpenData = Readonly<Record<string, unknown>> & {
  readonly watermark: { readonly appid: string; readonly timestamp: number }
}

const keyBytes = 16

/**
 * Decrypts what a mini program's page got as `encryptedData` and `iv`, and checks that it is of this mini program.
 * Throws `login_data_unreadable` when the session key is not the one that WeChat used (it was renewed, or is another
 * visitor's) or the data is no such data: let the page log in again. Throws `login_appid_mismatch` for data of another
 * mini program. It does not say how old the data is: see `watermark.timestamp`, in seconds since 1970.
 * Source: WeChat's documentation, mini programs, open-ability/signature.
 */
export async function decryptOpenData(
  appid: string,
  { sessionKey, encryptedData, iv }: EncryptedOpenData,
): Promise<OpenData> {
  const data = readOpenData(await decrypt(readText(sessionKey), iv, encryptedData))
  if (data === undefined) throw buildUnreadableError()
  if (data.watermark.appid !== appid)
    throw new WeChatError('login_appid_mismatch', 'The data is of another mini program')
  return data
}

/**
 * Whether WeChat signed this `rawData` for the visitor of this session key. What the page says of itself beside it
 * proves nothing. Source: WeChat's documentation, mini programs, open-ability/signature.
 */
export async function isOpenDataSigned({ sessionKey, rawData, signature }: SignedOpenData): Promise<boolean> {
  if (typeof rawData !== 'string' || typeof signature !== 'string') return false
  return isSameText(await digestText('SHA-1', `${rawData}${readText(sessionKey)}`), signature)
}

function readText(secret: SecretText): string {
  return typeof secret === 'string' ? secret : secret.reveal()
}

async function decrypt(sessionKey: string, iv: string, encrypted: string): Promise<string> {
  const [key, start, bytes] = [sessionKey, iv, encrypted].map(readBase64)
  if (key?.length !== keyBytes || start?.length !== keyBytes || bytes === undefined)
    throw buildUnreadableError()
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['decrypt'])
    const plain = await crypto.subtle.decrypt({ name: 'AES-CBC', iv: start }, imported, bytes)
    return new TextDecoder('utf-8', { fatal: true }).decode(plain)
  } catch {
    // The cause would say whether the padding or the text was wrong, which is nobody's business.
    throw buildUnreadableError()
  }
}

function readBase64(text: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof text !== 'string') return undefined
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
  } catch {
    return undefined
  }
}

function readOpenData(text: string): OpenData | undefined {
  try {
    const data = parseJson(text)
    return isOpenData(data) ? data : undefined
  } catch {
    return undefined
  }
}

function isOpenData(data: unknown): data is OpenData {
  if (!isRecord(data) || !isRecord(data.watermark)) return false
  const { appid, timestamp } = data.watermark
  return typeof appid === 'string' && typeof timestamp === 'number'
}

function buildUnreadableError(): WeChatError {
  return new WeChatError(
    'login_data_unreadable',
    'The data does not open with this session key: it was renewed, or is of another visitor',
  )
}

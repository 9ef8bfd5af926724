import { WeChatError } from '../error.ts'

/**
 * The query of a push: as `URLSearchParams`, or as the object that a framework makes of it, whose lists are a
 * parameter that came twice.
 */
export type MessageQuery = URLSearchParams | Readonly<Record<string, unknown>>

// Strict shapes are a defence: the signature is over parts joined without a delimiter, so that digits could be
// moved from one to the other without changing it.
const shapes = {
  timestamp: /^\d{10}$/,
  nonce: /^[A-Za-z0-9]{1,64}$/,
  signature: /^[0-9a-f]{40}$/,
  msg_signature: /^[0-9a-f]{40}$/,
  encrypt_type: /^(?:aes|raw)$/,
  echostr: /^[\w+/=-]{1,128}$/,
}

/** A parameter that must be there once, in its shape. Throws `message_query` with its name. */
export function readParameter(query: MessageQuery, name: keyof typeof shapes): string {
  const value = readSingle(query, name)
  if (value === undefined || !shapes[name].test(value)) throw buildQueryError(name)
  return value
}

/** Whether the push says that it is encrypted. Throws `message_query` for another word than `aes` and `raw`. */
export function isEncryptedQuery(query: MessageQuery): boolean {
  return readSingle(query, 'encrypt_type') !== undefined && readParameter(query, 'encrypt_type') === 'aes'
}

/** Throws `message_stale` when `timestamp` is further from now than allowed; gives the difference in seconds. */
export function checkFreshness(timestamp: string, now: number, freshSeconds: number): number {
  const skewSeconds = Math.round(now / 1000) - Number(timestamp)
  if (Math.abs(skewSeconds) <= freshSeconds) return skewSeconds
  throw new WeChatError('message_stale', `the message is not of now: ${skewSeconds} seconds`)
}

function readSingle(query: MessageQuery, name: string): string | undefined {
  const values = query instanceof URLSearchParams ? query.getAll(name) : readProperty(query, name)
  const [value] = values
  if (value === undefined) return undefined
  if (values.length > 1 || typeof value !== 'string') throw buildQueryError(name)
  return value
}

function readProperty(query: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const value = Object.hasOwn(query, name) ? query[name] : undefined
  return Array.isArray(value) ? [...value] : [value]
}

function buildQueryError(name: string): WeChatError {
  return new WeChatError('message_query', `the parameter ${name} is missing, malformed or there twice`)
}

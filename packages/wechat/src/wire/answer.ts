import { WeChatError } from '../error.ts'
import { readErrcodeKind } from './errcode-kind.ts'
import { isRecord, parseJson } from './json.ts'

/** A good answer: the path that was called and the fields that came. */
export interface Answer {
  path: string
  fields: Readonly<Record<string, unknown>>
}

/** What there is to judge: the status and the text, and how to take this request's secrets out of a text. */
export interface Received {
  path: string
  status: number
  text: string
  redact: (text: string) => string
}

const longestErrmsg = 512

/**
 * Judges a received text. WeChat answers 200 for its errors too, so the body decides: it is an error when
 * `errcode` is there and is not zero, as a number or as digits in a string. Throws `wire_errcode` for that and
 * `wire_answer` for everything that is not a JSON object or has an HTTP status of an error.
 */
export function readAnswer(received: Received): Answer {
  const { path, status } = received
  const fields = readFields(received.text)
  const errcode = fields === undefined ? undefined : readErrcodeField(fields, path)
  if (fields !== undefined && errcode !== undefined && errcode !== 0)
    throw buildRefusal(received, fields, errcode)
  if (status >= 300)
    throw buildAnswerError(path, `HTTP status ${status} without an errcode`, { retryable: status >= 500 })
  if (fields === undefined) throw buildAnswerError(path, 'not a JSON object')
  return { path, fields }
}

/** A `wire_answer`: what is wrong with the answer to this call, in words that quote nothing from it. */
export function buildAnswerError(
  path: string,
  problem: string,
  details: { retryable?: boolean | undefined; cause?: unknown } = {},
): WeChatError {
  return new WeChatError('wire_answer', `The answer to ${path} is unusable: ${problem}`, { path, ...details })
}

function readFields(text: string): Record<string, unknown> | undefined {
  try {
    const value = parseJson(text)
    return isRecord(value) ? value : undefined
  } catch {
    // The SyntaxError is not kept as a cause: it quotes the text, and the text may hold a token.
    return undefined
  }
}

function readErrcodeField(fields: Record<string, unknown>, path: string): number | undefined {
  if (!Object.hasOwn(fields, 'errcode')) return undefined
  const { errcode } = fields
  const value = typeof errcode === 'string' && /^\s*-?\d+\s*$/.test(errcode) ? Number(errcode) : errcode
  if (typeof value === 'number' && Number.isInteger(value)) return value
  throw buildAnswerError(path, 'errcode is not a number')
}

function buildRefusal(received: Received, fields: Record<string, unknown>, errcode: number): WeChatError {
  const { path } = received
  const text = typeof fields.errmsg === 'string' ? fields.errmsg : ''
  const errmsg = cleanText(received.redact(text)).slice(0, longestErrmsg)
  const kind = readErrcodeKind(errcode, path)
  return new WeChatError('wire_errcode', `WeChat answered ${errcode} to ${path}: ${errmsg}`, {
    errcode,
    errmsg,
    rid: readRid(errmsg),
    path,
    kind,
    retryable: kind === 'retryLater',
  })
}

function readRid(errmsg: string): string | undefined {
  const found =
    /\brid:\s*([0-9a-f]{8}(?:-[0-9a-f]{8}){2})\b|\breq_id:\s*(\w{1,64})|\bhint:\s*\[(\w{1,64})/.exec(errmsg)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

function cleanText(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

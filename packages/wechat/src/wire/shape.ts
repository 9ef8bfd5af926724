import type { WeChatError } from '../error.ts'
import { hide } from '../secret.ts'
import { type Answer, buildAnswerError } from './answer.ts'
import { isRecord } from './json.ts'

/** A text that must be there and must not be empty. Throws `wire_answer` with the field's name. */
export function readString(answer: Answer, field: string): string {
  const value = readText(answer, field)
  if (value === '') throw buildFieldError(answer, field)
  return value
}

/** A text that must be there and may be empty. Throws `wire_answer` with the field's name. */
export function readText(answer: Answer, field: string): string {
  const value = readField(answer, field)
  if (typeof value !== 'string') throw buildFieldError(answer, field)
  return value
}

/** A text, or undefined where it is absent, null or empty. Throws `wire_answer` when it is something else. */
export function readOptionalString(answer: Answer, field: string): string | undefined {
  const value = readField(answer, field)
  return value === undefined || value === null || value === '' ? undefined : readText(answer, field)
}

/** Texts of a list that must be there. Throws `wire_answer` when it is missing or has another member. */
export function readTexts(answer: Answer, field: string): readonly string[] {
  const value = readField(answer, field)
  if (!Array.isArray(value) || !value.every(isText)) throw buildFieldError(answer, field)
  return value
}

/** As `readTexts`, each in the shape of an openid. */
export function readOpenids(answer: Answer, field: string): readonly string[] {
  const openids = readTexts(answer, field)
  if (!openids.every(isOpenid)) throw buildFieldError(answer, field)
  return openids
}

/** A positive number of seconds, as a number or as digits in a string. Throws `wire_answer` otherwise. */
export function readSeconds(answer: Answer, field: string): number {
  const seconds = readNumber(answer, field)
  if (seconds === undefined || seconds <= 0) throw buildFieldError(answer, field)
  return seconds
}

/** As `readSeconds`, or undefined where the field is absent, zero or null. */
export function readOptionalSeconds(answer: Answer, field: string): number | undefined {
  const seconds = readNumber(answer, field)
  return seconds !== undefined && seconds > 0 ? seconds : undefined
}

/** 1 or 0, as a number or in a string. Throws `wire_answer` otherwise: a guess here would be a false yes or no. */
export function readFlag(answer: Answer, field: string): boolean {
  const value = readNumber(answer, field)
  if (value !== 0 && value !== 1) throw buildFieldError(answer, field)
  return value === 1
}

/** Whether a mark is set that WeChat leaves out otherwise. Anything but absent, null, 0, false and empty counts. */
export function readMark(answer: Answer, field: string): boolean {
  const value = readField(answer, field)
  return Boolean(value) && value !== '0'
}

/** A whole number from 0, as a number or as digits in a string. Throws `wire_answer` otherwise. */
export function readCount(answer: Answer, field: string): number {
  const count = readNumber(answer, field)
  if (count === undefined || count < 0) throw buildFieldError(answer, field)
  return count
}

/** As `readCount`, for each member of a list that must be there. */
export function readCounts(answer: Answer, field: string): readonly number[] {
  const list = readField(answer, field)
  if (!Array.isArray(list)) throw buildFieldError(answer, field)
  return list.map((member: unknown) => readCount({ path: answer.path, fields: { [field]: member } }, field))
}

/** As `readCount`, or undefined where the field is absent or null. */
export function readOptionalCount(answer: Answer, field: string): number | undefined {
  return readNumber(answer, field) === undefined ? undefined : readCount(answer, field)
}

/** An object within the answer, to be read like an answer. Throws `wire_answer` when it is missing. */
export function readRecord(answer: Answer, field: string): Answer {
  const fields = readField(answer, field)
  if (!isRecord(fields)) throw buildFieldError(answer, field)
  return { path: answer.path, fields }
}

/** The objects of a list, each to be read like an answer; an absent list is empty. Throws for other members. */
export function readRecords(answer: Answer, field: string): readonly Answer[] {
  const list = readField(answer, field) ?? []
  if (!Array.isArray(list)) throw buildFieldError(answer, field)
  return list.map((fields: unknown) => {
    if (!isRecord(fields)) throw buildFieldError(answer, field)
    return { path: answer.path, fields }
  })
}

/** As `readRecords`, of a list that must be there. Throws `wire_answer` when it is missing. */
export function readEntries(answer: Answer, field: string): readonly Answer[] {
  if (!Array.isArray(readField(answer, field))) throw buildFieldError(answer, field)
  return readRecords(answer, field)
}

/** The field `openid`, in the shape that every openid has. Throws `wire_answer` otherwise. */
export function readOpenid(answer: Answer): string {
  const openid = readString(answer, 'openid')
  if (!isOpenid(openid)) throw buildFieldError(answer, 'openid')
  return openid
}

/** Whether a text has the shape of an openid: 20 to 64 of `A-Z a-z 0-9 _ -` (real ones have 28). */
export function isOpenid(text: string): boolean {
  return /^[\w-]{20,64}$/.test(text)
}

/** Whether a text has the shape of an appid: `wx` and 16 lower-case hexadecimal digits. */
export function isAppid(text: unknown): text is string {
  return typeof text === 'string' && /^wx[0-9a-f]{16}$/.test(text)
}

/** Whether a text is the path of an API: it begins with a slash, and has neither host nor query. */
export function isApiPath(text: unknown): text is string {
  return typeof text === 'string' && /^\/(?!\/)[^\s?#]+$/.test(text)
}

/** All fields of an answer, for `raw`: what holds a text under one of these names is hidden, for the use told. */
export function hideFields(
  { fields }: Answer,
  uses: Readonly<Record<string, string>>,
): Readonly<Record<string, unknown>> {
  const shown = Object.entries(fields).map(([name, value]) => {
    const use = Object.hasOwn(uses, name) ? uses[name] : undefined
    return [name, use !== undefined && isText(value) && value !== '' ? hide(value, use) : value]
  })
  return Object.fromEntries(shown)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function readNumber(answer: Answer, field: string): number | undefined {
  const value = readField(answer, field)
  if (value === undefined || value === null) return undefined
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw buildFieldError(answer, field)
  return number
}

function readField(answer: Answer, field: string): unknown {
  return Object.hasOwn(answer.fields, field) ? answer.fields[field] : undefined
}

function buildFieldError(answer: Answer, field: string): WeChatError {
  return buildAnswerError(answer.path, `the field ${field} is missing or malformed`)
}

/**
 * Whether a text may be the code of a callback: letters, digits, hyphens and underscores. All recorded ones have 32 of
 * them; other lengths near it are let through, since WeChat documents none.
 */
export function isCode(text: string): boolean {
  return /^[\w-]{20,128}$/.test(text)
}

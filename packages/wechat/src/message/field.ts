import { WeChatError } from '../error.ts'

/** What a field of a message holds: text (numbers as their digits), fields of its own, or a list of either. */
export type MessageValue = string | MessageFields | readonly MessageValue[]

/** Fields by WeChat's own names. The object has no prototype, so that no name means anything by itself. */
export interface MessageFields {
  readonly [name: string]: MessageValue
}

/** Fields while they are being read. */
export interface OpenFields {
  [name: string]: MessageValue
}

/** Whether a value holds fields of its own, which neither a text nor a list does. */
export function isFields(value: MessageValue | undefined): value is MessageFields {
  return typeof value === 'object' && !Array.isArray(value)
}

/** More than any message of WeChat's needs; what is beyond is meant to hurt. */
export const limit = { bytes: 65_536, depth: 8, elements: 200 }

export function createFields(): OpenFields {
  const fields: OpenFields = Object.create(null)
  return fields
}

/** Refused even without a prototype: a careless copy of the fields would give the name its meaning back. */
export function isForbiddenName(name: string): boolean {
  return name === '__proto__'
}

/** Says what is not acceptable about XML or JSON; `reason` never quotes it. */
export function buildFormatError(reason: string): WeChatError {
  return new WeChatError('message_xml', `the message is not acceptable: ${reason}`)
}

/**
 * The text of a field, undefined where it is absent or has fields of its own. Throws `message_xml` for a field that
 * comes twice: two readers may take different ones, and what was checked would not be what is acted on.
 */
export function readOptional(fields: MessageFields, name: string): string | undefined {
  const value = fields[name]
  if (Array.isArray(value)) throw buildFormatError(`${name} comes twice`)
  return typeof value === 'string' ? value : undefined
}

/** The text of a field that must be there and must not be empty. Throws `message_xml` with the field's name. */
export function readRequired(fields: MessageFields, name: string): string {
  const value = readOptional(fields, name)
  if (!value) throw buildFormatError(`${name} is missing`)
  return value
}

import { buildUsageError } from '../error.ts'
import { buildFormatError, limit, type MessageFields, readOptional } from './field.ts'
import { readJson } from './json.ts'
import { readXml } from './xml.ts'

/** How a body is written: XML for official accounts and platforms, JSON by a mini program's choice. */
export type MessageFormat = 'xml' | 'json'

/** A body as it came. In compatible mode it has both, the message in the clear and encrypted. */
export interface Envelope {
  format: MessageFormat
  fields: MessageFields
  /** Base64, where the push is encrypted. */
  encrypt: string | undefined
}

/** Reads a body up to 64 kB, as text or as the bytes of it. Throws `message_xml`, and a `TypeError` (`message_body_invalid`) for neither. */
export function readEnvelope(body: string | Uint8Array): Envelope {
  const text = typeof body === 'string' ? body : readText(body)
  if (text.length > limit.bytes || new TextEncoder().encode(text).length > limit.bytes) throw buildSizeError()
  const { format, fields } = readMessage(text)
  return { format, fields, encrypt: readOptional(fields, 'Encrypt') }
}

/** Reads a message that has been taken out of its envelope; space around it is dropped. Throws `message_xml`. */
export function readMessage(message: string): { format: MessageFormat; fields: MessageFields } {
  const text = message.trim()
  return text.startsWith('{')
    ? { format: 'json', fields: readJson(text) }
    : { format: 'xml', fields: readXml(text) }
}

function readText(bytes: Uint8Array): string {
  if (!(bytes instanceof Uint8Array))
    throw buildUsageError(
      'message_body_invalid',
      'The body of a push is needed as it came, as text or bytes; a body parser makes an object of it',
    )
  if (bytes.length > limit.bytes) throw buildSizeError()
  return new TextDecoder().decode(bytes)
}

function buildSizeError() {
  return buildFormatError(`it has more than ${limit.bytes} bytes`)
}

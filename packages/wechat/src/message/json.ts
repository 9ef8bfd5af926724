import {
  buildFormatError,
  createFields,
  isForbiddenName,
  limit,
  type MessageFields,
  type MessageValue,
} from './field.ts'

interface Reader {
  text: string
  at: number
  values: number
}

const space = /[ \t\r\n]*/y
const quoted = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y
const bare = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/**
 * The fields of a JSON object as mini programs get it, in the shape that `readXml` gives: numbers and true or false
 * as they are written, so that a MsgId beyond 2^53 stays right; null is empty. The limits are those of the XML, a
 * name that comes twice is refused on every level. Throws `message_xml`.
 */
export function readJson(text: string): MessageFields {
  const reader = { text, at: 0, values: 0 }
  skipSpace(reader)
  if (reader.text[reader.at] !== '{') throw buildJsonError()
  const fields = readObject(reader, 1)
  skipSpace(reader)
  if (reader.at !== text.length) throw buildJsonError()
  return fields
}

function readValue(reader: Reader, depth: number): MessageValue {
  reader.values += 1
  if (depth > limit.depth) throw buildFormatError('its parts stand too deep')
  if (reader.values > limit.elements) throw buildFormatError('it has too many parts')
  skipSpace(reader)
  const first = reader.text[reader.at]
  if (first === '{') return readObject(reader, depth)
  if (first === '[') return readList(reader, depth)
  if (first === '"') return readString(reader)
  const word = take(reader, bare)
  return word === 'null' ? '' : word
}

function readObject(reader: Reader, depth: number): MessageFields {
  const fields = createFields()
  readMembers(reader, '}', () => {
    // WeChat's own JSON sample of a withdrawal has names with a blank in front.
    const name = readString(reader).trim()
    skipSpace(reader)
    takeChar(reader, ':')
    if (isForbiddenName(name)) throw buildFormatError('a name that no message has')
    if (name in fields) throw buildFormatError('a name comes twice')
    fields[name] = readValue(reader, depth + 1)
  })
  return fields
}

function readList(reader: Reader, depth: number): MessageValue[] {
  const list: MessageValue[] = []
  readMembers(reader, ']', () => list.push(readValue(reader, depth + 1)))
  return list
}

function readMembers(reader: Reader, end: string, readOne: () => void): void {
  reader.at += 1
  skipSpace(reader)
  if (reader.text[reader.at] !== end) {
    readOne()
    skipSpace(reader)
    while (reader.text[reader.at] === ',') {
      reader.at += 1
      skipSpace(reader)
      readOne()
      skipSpace(reader)
    }
  }
  takeChar(reader, end)
}

function readString(reader: Reader): string {
  const token = take(reader, quoted)
  return parseString(token) ?? parseString(token.replace(/\p{Cc}/gu, '')) ?? refuse()
}

/** Undefined where raw control characters, which old nicknames hold, or a wrong escape stand in it. */
function parseString(token: string): string | undefined {
  try {
    return String(JSON.parse(token))
  } catch {
    return undefined
  }
}

function skipSpace(reader: Reader): void {
  take(reader, space)
}

function takeChar(reader: Reader, char: string): void {
  if (reader.text[reader.at] !== char) throw buildJsonError()
  reader.at += 1
}

function take(reader: Reader, token: RegExp): string {
  token.lastIndex = reader.at
  const [found] = token.exec(reader.text) ?? refuse()
  reader.at += found.length
  return found
}

function refuse(): never {
  throw buildJsonError()
}

function buildJsonError() {
  return buildFormatError('it is no JSON object')
}

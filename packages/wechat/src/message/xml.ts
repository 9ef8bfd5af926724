import { buildUsageError } from '../error.ts'
import {
  buildFormatError,
  createFields,
  isFields,
  isForbiddenName,
  limit,
  type MessageFields,
  type MessageValue,
  type OpenFields,
} from './field.ts'

interface Element {
  name: string
  text: string
  children: OpenFields | undefined
}

type Part = 'cdata' | 'close' | 'open' | 'empty' | 'text'

const pattern =
  /<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<\/(?<close>[A-Za-z_][\w.-]{0,63})\s*>|<(?<open>[A-Za-z_][\w.-]{0,63})\s*(?<empty>\/?)>|(?<text>[^<]+)/y
const declaration = /^<\?xml [^<>?]{0,100}\?>/
const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
}

/**
 * The fields of the root element `<xml>`, as WeChat writes them: elements, text, CDATA, the five entities, a
 * declaration in front. Everything else is refused with `message_xml`: a DOCTYPE, an attribute, a comment, another
 * entity, numeric references included, depth beyond 8, more than 200 elements. A name that repeats becomes a list, as
 * the pictures of `pic_sysphoto` and the `Actions` of `add_express_path` come; one `Actions` alone is no list, since
 * XML has no sign for a list of one. A field that decides is refused where it is read (see `readOptional`).
 */
export function readXml(text: string): MessageFields {
  const document: Element = { name: '', text: '', children: undefined }
  const stack = [document]
  const token = new RegExp(pattern)
  token.lastIndex = declaration.exec(text)?.[0].length ?? 0
  let elements = 0
  while (token.lastIndex < text.length) {
    const groups: Partial<Record<Part, string>> | undefined = token.exec(text)?.groups
    if (!groups) throw buildFormatError('it has something that WeChat never writes')
    if (groups.open !== undefined) elements += 1
    if (elements > limit.elements) throw buildFormatError('it has too many elements')
    takePart(stack, groups)
  }
  finish(document)
  const root = document.children?.xml
  if (stack.length > 1 || !isFields(root) || Object.keys(document.children ?? {}).length > 1) {
    throw buildFormatError('it is not one <xml> with elements inside')
  }
  return root
}

function takePart(
  stack: Element[],
  { cdata, close, open, empty, text }: Partial<Record<Part, string>>,
): void {
  if (open !== undefined) {
    stack.push({ name: open, text: '', children: undefined })
    // The document itself stands at the bottom of the stack.
    if (stack.length > limit.depth + 1) throw buildFormatError('its elements stand too deep')
    if (empty) closeElement(stack, open)
  } else if (close !== undefined) closeElement(stack, close)
  else {
    const last = stack.at(-1)
    if (last) last.text += cdata ?? decode(text ?? '')
  }
}

function closeElement(stack: Element[], name: string): void {
  const element = stack.pop()
  const parent = stack.at(-1)
  if (!parent || element?.name !== name) throw buildFormatError('an end without its beginning')
  parent.children ??= createFields()
  addChild(parent.children, name, finish(element))
}

function addChild(fields: OpenFields, name: string, value: MessageValue): void {
  if (isForbiddenName(name)) throw buildFormatError('a name that no message has')
  const former = fields[name]
  if (former === undefined) fields[name] = value
  else fields[name] = Array.isArray(former) ? [...former, value] : [former, value]
}

function finish({ text, children }: Element): MessageValue {
  if (!children) return text
  if (text.trim() !== '') throw buildFormatError('text stands beside elements')
  return children
}

function decode(text: string): string {
  if (text.includes(']]>')) throw buildFormatError('the end of a CDATA section that has no beginning')
  return text.replace(/&[^;]{0,8};?/g, (entity) => {
    const char = entities[entity]
    if (char === undefined) throw buildFormatError('an entity that XML does not have by itself')
    return char
  })
}

/** What a reply is made of. Numbers stand bare, texts in CDATA, each entry of a list in an `<item>`. */
export type WritableValue = string | number | WritableFields | readonly WritableValue[]

export interface WritableFields {
  readonly [name: string]: WritableValue
}

// What XML 1.0 can hold. One other character, such as old nicknames have, would spoil the reply as a whole.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/**
 * Flat XML as WeChat reads it, without the characters that XML cannot hold. Throws a `TypeError` for a name that is
 * no XML name.
 */
export function writeXml(fields: WritableFields): string {
  return `<xml>${writeFields(fields)}</xml>`
}

function writeFields(fields: WritableFields): string {
  return Object.entries(fields)
    .flatMap(([name, value]) =>
      (name === 'item' && isList(value) ? value : [value]).map((one) => writeElement(name, one)),
    )
    .join('')
}

function isList(value: WritableValue): value is readonly WritableValue[] {
  return Array.isArray(value)
}

function writeElement(name: string, value: WritableValue): string {
  if (!/^[A-Za-z_][\w.-]{0,63}$/.test(name)) {
    throw buildUsageError('message_reply_invalid', 'a field of a reply has a name that XML does not allow')
  }
  return `<${name}>${writeValue(value)}</${name}>`
}

function writeValue(value: WritableValue): string {
  if (typeof value === 'number') return String(value)
  if (isList(value)) return value.map((one) => writeElement('item', one)).join('')
  if (typeof value === 'object') return writeFields(value)
  // A CDATA section cannot hold its own end: it is closed and opened again in the middle of it.
  return `<![CDATA[${value.replace(unwritable, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

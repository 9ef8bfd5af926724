/** A field of WeChat's XML. Numbers (CreateTime, MsgId) stand bare, texts in CDATA; few events nest. */
export type XmlFields = readonly (readonly [name: string, value: XmlValue])[]
type XmlValue = string | number | bigint | XmlFields

function writeValue(value: XmlValue): string {
  if (typeof value === 'object') return value.map(writeField).join('')
  if (typeof value !== 'string') return String(value)
  // A CDATA section cannot hold its own end: it is closed and opened again in the middle of it.
  return `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
}

function writeField([name, value]: XmlFields[number]): string {
  return `<${name}>${writeValue(value)}</${name}>`
}

/** XML as WeChat writes it: one line for each field of the root, no declaration. */
export function writeXml(fields: XmlFields): string {
  return `<xml>${fields.map(writeField).join('\n')}\n</xml>`
}

/** Thrown when a reply is not the XML that WeChat understands. */
export class XmlError extends Error {
  readonly code = 'push_xml_refused'
}

/** An element: its own text, and the elements inside it in order. */
export type XmlElement = { name: string; text: string; children: XmlElement[] }

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const TOKEN =
  /<!\[CDATA\[(?<cdata>[\s\S]*?)\]\]>|<\/(?<close>\w{1,64})\s*>|<(?<open>\w{1,64})\s*(?<empty>\/?)>|(?<text>[^<]+)/y
const LIMIT_TOKENS = 5_000
const LIMIT_DEPTH = 8

function decode(text: string): string {
  return text.replace(/&(#x[\da-fA-F]{1,6}|#\d{1,7}|\w{1,8})?;?/g, (whole, entity: string | undefined) => {
    if (!entity || !whole.endsWith(';')) throw new XmlError('an & that begins no entity')
    if (!entity.startsWith('#')) return ENTITIES[entity] ?? refuseEntity(entity)
    const point = entity.startsWith('#x') ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    if (point < 1 || point > 0x10ffff) throw new XmlError('a character that does not exist')
    return String.fromCodePoint(point)
  })
}

function refuseEntity(entity: string): never {
  throw new XmlError(`the entity &${entity};, which XML does not have by itself`)
}

type Groups = Partial<Record<'cdata' | 'close' | 'open' | 'empty' | 'text', string>>

function openElement(stack: XmlElement[], name: string): XmlElement {
  if (stack.length > LIMIT_DEPTH) throw new XmlError(`more than ${LIMIT_DEPTH} elements inside each other`)
  const element: XmlElement = { name, text: '', children: [] }
  stack.at(-1)?.children.push(element)
  return element
}

function closeElement(stack: XmlElement[], name: string): void {
  const last = stack.pop()
  if (stack.length === 0 || last?.name !== name) throw new XmlError(`</${name}> closes nothing`)
}

function takeToken(stack: XmlElement[], { cdata, close, open, empty, text }: Groups): void {
  const last = stack.at(-1)
  if (open !== undefined) {
    const element = openElement(stack, open)
    if (!empty) stack.push(element)
  } else if (close !== undefined) closeElement(stack, close)
  else if (last) last.text += cdata ?? decode(text ?? '')
}

/**
 * Reads the XML of a reply: elements, text, CDATA, XML's own five entities and a declaration in front.
 * Anything else (a DOCTYPE, an attribute, a comment, text beside the root) throws `XmlError`.
 */
export function readXml(text: string): XmlElement {
  const document: XmlElement = { name: '', text: '', children: [] }
  const stack = [document]
  const token = new RegExp(TOKEN)
  token.lastIndex = /^<\?xml [^<>]{0,100}\?>/.exec(text)?.[0].length ?? 0
  for (let count = 0; token.lastIndex < text.length; count += 1) {
    const at = token.lastIndex
    const found = count < LIMIT_TOKENS ? token.exec(text) : null
    if (!found?.groups) throw new XmlError(`no XML that WeChat reads, from character ${at + 1} on`)
    takeToken(stack, found.groups)
  }
  const [root] = document.children
  if (!root || stack.length > 1 || document.children.length > 1 || document.text.trim() !== '') {
    throw new XmlError('the answer is not success and not one <xml> element')
  }
  return root
}

/** The texts of an element's children by name; a name that comes twice throws. */
export function readFields(element: XmlElement): Map<string, string> {
  const fields = new Map<string, string>()
  for (const { name, text } of element.children) {
    if (fields.has(name)) throw new XmlError(`two <${name}>`)
    fields.set(name, text)
  }
  return fields
}

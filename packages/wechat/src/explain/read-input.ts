const mostCharacters = 1_048_576
const mostObjects = 64
const mostItems = 64

/** Fields of errors and answers that say what went wrong, with the name under which the text is looked through. */
const told: readonly (readonly [field: string, name: string])[] = [
  ['errcode', 'errcode'],
  ['errCode', 'errcode'],
  ['errno', 'errcode'],
  ['path', 'path'],
  ['code', 'code'],
  ['ret', 'ret'],
  ['errmsg', ''],
  ['errMsg', ''],
  ['err_msg', ''],
  ['message', ''],
  ['rid', 'rid'],
]
/** Fields in which an error or an answer holds another one. */
const nested: readonly string[] = ['cause', 'response', 'data', 'body', 'base_resp', 'error', 'errors']

/**
 * The text of whatever was caught or received: a text as it is, a number, an error with its causes, an answer object.
 * Never throws, whatever getters and proxies do. The first 1,048,576 characters.
 */
export function readInput(input: unknown): string {
  if (typeof input === 'string') return input.slice(0, mostCharacters)
  const parts: string[] = []
  collect(input, { parts, seen: new Set() })
  return parts.join('\n').slice(0, mostCharacters)
}

/** `seen` holds each object once, so that circles and wide trees end. */
function collect(value: unknown, into: { parts: string[]; seen: Set<object> }): void {
  const { parts, seen } = into
  if (typeof value === 'string') parts.push(value.slice(0, mostCharacters))
  if (typeof value === 'number' || typeof value === 'bigint') parts.push(String(value))
  if (typeof value !== 'object' || value === null || seen.has(value) || seen.size >= mostObjects) return
  seen.add(value)
  const own = told.flatMap(([field, name]) => tell(readField(value, field), name))
  if (own.length > 0) parts.push(own.join(' '))
  for (const field of nested) collect(readField(value, field), into)
  for (let index = 0; index < Math.min(readLength(value), mostItems); index += 1)
    collect(readField(value, String(index)), into)
}

function tell(value: unknown, name: string): string[] {
  if (typeof value !== 'string' && typeof value !== 'number') return []
  const text = String(value).slice(0, mostCharacters)
  return [name === '' || name === 'path' ? text : `${name}: ${text}`]
}

function readLength(value: object): number {
  return isArray(value) ? Number(readField(value, 'length')) : 0
}

function isArray(value: object): boolean {
  try {
    return Array.isArray(value)
  } catch {
    return false
  }
}

function readField(value: object, field: string): unknown {
  try {
    return Reflect.get(value, field)
  } catch {
    return undefined
  }
}

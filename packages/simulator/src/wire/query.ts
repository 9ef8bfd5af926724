/** One parameter as it was sent, decoded; `raw` is the value before decoding. */
export type Pair = { name: string; value: string; raw: string }

/** A query string read without losing order, repetition or bad encoding. */
export type Query = {
  pairs: readonly Pair[]
  /** False when a percent sequence is not UTF-8 text; such values are kept as sent. */
  readable: boolean
  /** The first value of this name; undefined when it was not sent. */
  get(name: string): string | undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Reads `a=1&b=2`, with or without a leading `?`; a fragment must have been cut off before. */
export function readQuery(text: string): Query {
  let readable = true
  const read = (part: string) => {
    const decoded = decode(part)
    if (decoded === undefined) readable = false
    return decoded ?? part
  }
  const pairs = text
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=')
      const name = at < 0 ? part : part.slice(0, at)
      const raw = at < 0 ? '' : part.slice(at + 1)
      return { name: read(name), value: read(raw), raw }
    })
  return { pairs, readable, get: (name) => pairs.find((pair) => pair.name === name)?.value }
}

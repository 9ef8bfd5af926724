const longInteger = /^-?\d{16,}$/
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/**
 * JSON as WeChat writes it. Raw control characters inside strings, which old nicknames hold, are taken out when
 * the text does not parse otherwise; integers beyond 2^53 come back as strings instead of as wrong numbers.
 * Throws `SyntaxError`, whose message may quote the text: do not pass it on.
 */
export function parseJson(text: string): unknown {
  const valid = repair(text)
  // Only a text that parses is scanned: in it every string ends, so the pattern needs one pass.
  return JSON.parse(/\d{16}/.test(valid) ? quoteLongIntegers(valid) : valid)
}

function repair(text: string): string {
  try {
    JSON.parse(text)
    return text
  } catch {
    const stripped = stripControls(text)
    JSON.parse(stripped)
    return stripped
  }
}

function quoteLongIntegers(json: string): string {
  return json.replace(stringOrNumber, (token) =>
    longInteger.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  )
}

function stripControls(text: string): string {
  let inside = false
  let escaped = false
  let kept = ''
  for (const char of text) {
    if (inside && char < ' ') continue
    kept += char
    if (escaped) escaped = false
    else if (inside && char === '\\') escaped = true
    else if (char === '"') inside = !inside
  }
  return kept
}

/** Whether a value is an object with fields: no list, not null. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

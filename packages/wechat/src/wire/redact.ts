const mark = '[redacted]'

// Shorter values would tear holes into innocent words; WeChat's own secrets, codes and tokens have 32 and more.
const shortestSecret = 6

const namedSecret = /((?:secret|appsecret|access_token|refresh_token|ticket|code)=)[^&\s"'\\]+/gi

/**
 * A function that takes the given values out of a text, raw or percent-encoded, and whatever stands behind the
 * name of a secret in a query. Values shorter than 6 characters are left alone.
 */
export function buildRedactor(secrets: readonly string[]): (text: string) => string {
  const values = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .flatMap(buildSpellings)
    .sort((a, b) => b.length - a.length)
  return (text) =>
    values.reduce((rest, value) => rest.replaceAll(value, mark), text).replace(namedSecret, `$1${mark}`)
}

function buildSpellings(secret: string): string[] {
  const inQuery = new URLSearchParams({ secret }).toString().slice('secret='.length)
  return [secret, encodeURIComponent(secret.toWellFormed()), inQuery, JSON.stringify(secret).slice(1, -1)]
}

/**
 * What may be told of an error that came from below: its name and its code. The rest is dropped, since runtimes
 * put URLs into messages, and ours carry secrets in the query as WeChat demands.
 */
export function buildSafeCause(error: unknown): Error {
  const code = readWord(error, 'code') ?? readWord(readCause(error), 'code')
  const name = readWord(error, 'name') ?? 'Error'
  const safe = Object.assign(new Error(code ?? name), code === undefined ? {} : { code })
  safe.name = name
  return safe
}

function readCause(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

function readWord(holder: unknown, field: 'code' | 'name'): string | undefined {
  if (typeof holder !== 'object' || holder === null) return undefined
  const value: unknown = Reflect.get(holder, field)
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9_]{1,39}$/.test(value) ? value : undefined
}

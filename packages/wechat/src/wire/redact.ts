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
  const { name: given, code: own, cause } = Object(error)
  const code = readWord(own) ?? readWord(Object(cause).code)
  const name = readWord(given) ?? 'Error'
  return Object.assign(new Error(code ?? name), { name }, code === undefined ? {} : { code })
}

function readWord(value: unknown): string | undefined {
  return typeof value === 'string' ? /^[A-Za-z]\w{1,39}$/.exec(value)?.[0] : undefined
}

/** All that a cookie needs of a request. */
export type Headed = { header(name: string): string | undefined }

/** The cookies of a sign-in, by what they hold. */
export interface WayCookies {
  /** The secret of this browser, to which attempts are bound. Undefined when it sent none. */
  readBrowserId(ask: Headed): string | undefined
  /** The cookie that keeps it for a year. */
  writeBrowserId(id: string): string
  readSessionId(ask: Headed): string | undefined
  writeSessionId(id: string, maxAgeSeconds: number): string
  /** The cookie that takes the session out of the browser. */
  clearSessionId(): string
  /** The state of the attempt that this browser began last. */
  readLastState(ask: Headed): string | undefined
  /** The cookie that keeps it for ten minutes, as long as the attempt. */
  writeLastState(state: string): string
  /** The language that was chosen on a page. */
  readLanguage(ask: Headed): string | undefined
  writeLanguage(language: string): string
  /** Whether this browser goes on as if it were the phone; see `pretend-phone.ts`. */
  readPretends(ask: Headed): boolean
  /** The cookie that says so, for ten minutes. */
  writePretends(): string
  /** The name of the session's cookie, for a host that reads cookies itself. */
  readonly sessionName: string
}

const yearSeconds = 31_536_000
const attemptSeconds = 600
const idShape = /^[0-9a-f]{64}$/

/**
 * `https` decides about `Secure` and the `__Host-` prefix (RFC 6265bis section 4.1.3.2), which no sibling host can
 * overwrite. `SameSite=Lax`: the browser comes back from WeChat by a top-level navigation.
 */
export function createCookies(https: boolean, prefix: string): WayCookies {
  const host = https ? '__Host-' : ''
  const attributes = `Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`
  const name = (what: string) => `${host}${prefix}${what}`
  const write = (what: string, value: string, maxAge: number) =>
    `${name(what)}=${value}; Max-Age=${maxAge}; ${attributes}`
  const read = (ask: Headed, what: string, shape: RegExp) => readCookie(ask, name(what), shape)
  return {
    sessionName: name('session'),
    readBrowserId: (ask) => read(ask, 'browser', idShape),
    writeBrowserId: (id) => write('browser', id, yearSeconds),
    readSessionId: (ask) => read(ask, 'session', idShape),
    writeSessionId: (id, maxAge) => write('session', id, maxAge),
    clearSessionId: () => write('session', '', 0),
    readLastState: (ask) => read(ask, 'attempt', /^[A-Za-z0-9]{22,43}$/),
    writeLastState: (state) => write('attempt', state, attemptSeconds),
    readLanguage: (ask) => read(ask, 'language', /^(?:zh|en)$/),
    writeLanguage: (language) => write('language', language, yearSeconds),
    readPretends: (ask) => read(ask, 'pretends', /^1$/) === '1',
    writePretends: () => write('pretends', '1', attemptSeconds),
  }
}

/**
 * A cookie of a request whose value has this shape. Of several with one name none counts: a sibling host has planted one
 * of them.
 */
export function readCookie(ask: Headed, name: string, shape: RegExp): string | undefined {
  const pairs = (ask.header('cookie') ?? '').split(/; */).map((pair) => pair.split('='))
  const values = pairs.filter(([key]) => key === name).map(([, value]) => value)
  const [value] = values
  return values.length === 1 && value !== undefined && shape.test(value) ? value : undefined
}

/** All that a cookie needs of a request. */
type Headed = Pick<Request, 'headers'>

/** The cookies of a sign-in, by what they hold. */
export interface LoginCookies {
  /** The secret of this browser, to which attempts are bound. Undefined when it sent none. */
  readBrowserId(request: Headed): string | undefined
  /** The cookie that keeps it. */
  writeBrowserId(id: string): string
  readSessionId(request: Headed): string | undefined
  writeSessionId(id: string, maxAgeSeconds: number): string
  /** The cookie that takes the session out of the browser. */
  clearSessionId(): string
  /** Whether this browser goes on as if it were the phone; see `pretend-phone.ts`. */
  readPretends(request: Headed): boolean
  /** The cookie that says so, for ten minutes. */
  writePretends(): string
}

const yearSeconds = 31_536_000
const idShape = /^[0-9a-f]{64}$/

/**
 * `https` decides about `Secure` and the `__Host-` prefix (RFC 6265bis section 4.1.3.2), which no sibling host can
 * overwrite. `SameSite=Lax`: the browser comes back from WeChat by a top-level navigation.
 */
export function createLoginCookies(https: boolean): LoginCookies {
  const prefix = https ? '__Host-' : ''
  const attributes = `Path=/; HttpOnly; SameSite=Lax${https ? '; Secure' : ''}`
  const browser = `${prefix}wechat-browser`
  const session = `${prefix}wechat-session`
  const pretends = `${prefix}wechat-pretends`
  return {
    readBrowserId: (request) => readCookie(request, browser),
    writeBrowserId: (id) => `${browser}=${id}; Max-Age=${yearSeconds}; ${attributes}`,
    readSessionId: (request) => readCookie(request, session),
    writeSessionId: (id, maxAge) => `${session}=${id}; Max-Age=${maxAge}; ${attributes}`,
    clearSessionId: () => `${session}=; Max-Age=0; ${attributes}`,
    readPretends: (request) => readValues(request, pretends).includes('1'),
    writePretends: () => `${pretends}=1; Max-Age=600; ${attributes}`,
  }
}

/** An id of this sign-in. Of several cookies with one name none counts: a sibling host has planted one of them. */
function readCookie(request: Headed, name: string): string | undefined {
  const values = readValues(request, name)
  const [value] = values
  return values.length === 1 && value !== undefined && idShape.test(value) ? value : undefined
}

function readValues(request: Headed, name: string): (string | undefined)[] {
  const pairs = (request.headers.get('cookie') ?? '').split(/; */).map((pair) => pair.split('='))
  return pairs.filter(([key]) => key === name).map(([, value]) => value)
}

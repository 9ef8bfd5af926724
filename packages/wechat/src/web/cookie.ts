/** The two cookies of a sign-in, by what they hold. */
export interface LoginCookies {
  /** The secret of this browser, to which attempts are bound. Undefined when it sent none. */
  readBrowserId(request: Request): string | undefined
  /** The cookie that keeps it. */
  writeBrowserId(id: string): string
  readSessionId(request: Request): string | undefined
  writeSessionId(id: string, maxAgeSeconds: number): string
  /** The cookie that takes the session out of the browser. */
  clearSessionId(): string
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
  const [browser, session] = [`${prefix}wechat-browser`, `${prefix}wechat-session`]
  return {
    readBrowserId: (request) => readCookie(request, browser),
    writeBrowserId: (id) => `${browser}=${id}; Max-Age=${yearSeconds}; ${attributes}`,
    readSessionId: (request) => readCookie(request, session),
    writeSessionId: (id, maxAge) => `${session}=${id}; Max-Age=${maxAge}; ${attributes}`,
    clearSessionId: () => `${session}=; Max-Age=0; ${attributes}`,
  }
}

/** One of our ids; of several cookies with the name none, since somebody else has planted one. */
function readCookie(request: Request, name: string): string | undefined {
  const pairs = (request.headers.get('cookie') ?? '').split(/; */).map((pair) => pair.split('='))
  const values = pairs.filter(([key]) => key === name).map(([, value]) => value)
  const [value] = values
  return values.length === 1 && value !== undefined && idShape.test(value) ? value : undefined
}

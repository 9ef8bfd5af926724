import { digestText, writeHex } from '../digest.ts'
import type { WeChatError } from '../error.ts'
import type { Identity } from '../login/identity.ts'
import type { Store } from '../store/store.ts'
import type { LoginCookies } from './cookie.ts'
import type { Visitors } from './visitor.ts'
import type { Where } from './where.ts'

/** What every step of the sign-in works with; made once by `createLogin`. */
export interface LoginKit {
  store: Store
  /** Of the site, without a slash at the end. */
  origin: string
  /** Below which the sign-in's own pages are, such as `/wechat`. */
  path: string
  now: () => number
  /** The site's name on pages: its host unless given. */
  site: string
  channels: readonly Channel[]
  /** Whether a browser may go on as if it were the phone: see `pretend-phone.ts`. */
  pretends: boolean
  cookies: LoginCookies
  visitors: Visitors
  sessionSeconds: number
  /** WeChat's pages, where forms of ours may end. */
  formOrigins: readonly string[]
  onSignIn: ((identity: Exclude<Identity, { kind: 'snapshot' }>) => Promise<void> | void) | undefined
  onError: ((error: WeChatError | Error) => void) | undefined
}

/** A sign-in that is wanted: where it ends, and whether the profile is wanted too. */
export interface Visit {
  /** A path of this site, with its query. */
  returnTo: string
  profile: boolean
  /** How often this one began anew by itself. */
  restarts: number
  /** Whether they know why their profile is wanted. */
  told?: boolean | undefined
}

/**
 * A way to WeChat: inside WeChat's own browser, by the QR code of a website application, or from the computer to the
 * phone by a code of our own.
 */
export interface Channel {
  readonly name: 'wechat' | 'website' | 'handoff'
  /** Through which account its visitors sign in. */
  readonly appid: string
  /** WeChat's pages: the only places beyond this site where a form may end. */
  readonly origins: readonly string[]
  /** Whether it is the way for a browser that runs there. */
  fits(where: Where): boolean
  /** Sends the visitor on their way. `consented` says that they were told why their profile is wanted. */
  start(kit: LoginKit, request: Request, visit: Visit, consented: boolean): Promise<Response>
  /** Answers its pages below the sign-in's path; undefined for all others. */
  answer(kit: LoginKit, request: Request, url: URL): Promise<Response | undefined>
}

/** 256 random bits as 64 hexadecimal digits: what nobody can guess, for cookies. */
export function issueId(): string {
  return writeHex(crypto.getRandomValues(new Uint8Array(32)))
}

/**
 * The id of the session that a sign-in of this browser ends in. It is made of what only this browser knows, so that
 * a callback that is loaded twice gives the same session, and nothing in the store could open it.
 */
export function buildSessionId(browserId: string, what: string): Promise<string> {
  return digestText('SHA-256', `session ${what} ${browserId}`)
}

/** An answer that sends the browser on by GET, and tells the next page nothing of where it comes from. */
export function sendOn(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

/** For a method that a path does not have. */
export function refuseMethod(allow: string): Response {
  return new Response(null, { status: 405, headers: { allow } })
}

/** A path of this site, or `/` for whatever leads elsewhere. */
export function readReturnPath(text: string | null | undefined, origin: string): string {
  if (!text?.startsWith('/')) return '/'
  const url = URL.parse(text, origin)
  return url?.origin === new URL(origin).origin ? `${url.pathname}${url.search}` : '/'
}

/** The path by which a browser begins this visit, without a click. */
export function buildStartPath({ path }: LoginKit, { returnTo, profile, restarts }: Visit): string {
  const wish = { return_to: returnTo, ...(profile && { profile: '1' }), again: String(restarts) }
  return `${path}/login?${new URLSearchParams(wish)}`
}

/** The parameter of a query that must be there once; several count as none. */
export function readOnce(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  return values.length === 1 ? values[0] : undefined
}

import { buildUsageError, WeChatError } from '../error.ts'
import type { Identity } from '../login/identity.ts'
import { checkRedirectUri } from '../login/redirect-uri.ts'
import { checkStore } from '../store/check-store.ts'
import type { Store } from '../store/store.ts'
import { createLoginCookies } from './cookie.ts'
import { readForm } from './form.ts'
import {
  buildStartPath,
  type Channel,
  type LoginKit,
  readReturnPath,
  refuseMethod,
  sendOn,
  type Visit,
} from './kit.ts'
import { sendErrorPage, sendLoginPage, sendPlacePage } from './login-page.ts'
import { hasPretendPhone, locate } from './pretend-phone.ts'
import { createVisitors, type ProfileVisitor, type Visitor } from './visitor.ts'
import type { Where } from './where.ts'

/** What a sign-in needs. */
export interface LoginOptions {
  /** Keeps attempts and sessions: shared by all processes of the site. The memory store is for one process. */
  store: Store
  /**
   * The site as browsers see it, such as `https://m.example.com`; its host is the account's web authorization domain.
   * It is never taken from a request: `Host` is whatever the sender says.
   */
  origin: string
  /** The ways to WeChat, the preferred one first: `inWeChat`, `websiteQr`, `desktopHandoff`. */
  channels: readonly Channel[]
  /** Below which the sign-in's own pages are; `/wechat` unless given. All of it must reach `handler`. */
  path?: string | undefined
  /** How long a session lasts; 604,800 (7 days) unless given. */
  sessionSeconds?: number | undefined
  /** The site's name on pages; its host unless given. */
  site?: string | undefined
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: (() => number) | undefined
  /**
   * Called once for every sign-in, before the session begins: find or make your user here. What it throws ends the
   * sign-in with a page.
   */
  onSignIn?: ((identity: Exclude<Identity, { kind: 'snapshot' }>) => Promise<void> | void) | undefined
  /** Told of every sign-in that failed by WeChat's or our own fault, for logs and metrics. */
  onError?: ((error: WeChatError | Error) => void) | undefined
}

/** A sign-in for any framework that speaks `Request` and `Response`. */
export interface Login {
  readonly path: string
  readonly origin: string
  /**
   * Answers everything below `path`: the start, WeChat's return, signing out, and the pages in between. A router may
   * have cut some of the path off, or have hung a slash on it.
   */
  handler(request: Request): Promise<Response>
  /**
   * The visitor, or the answer that sends them to WeChat and back to this very URL. With `profile` also somebody who
   * is signed in silently is asked, once. What is no page, a `fetch` for one, gets 401 with the address of the sign-in.
   */
  guard(request: Request, options: { profile: true }): Promise<ProfileVisitor | Response>
  guard(request: Request, options?: { profile?: boolean | undefined }): Promise<Visitor | Response>
  /** Who is signed in; undefined when nobody is. Sends nobody anywhere. The headers are enough, where there is no request. */
  visitor(request: Pick<Request, 'headers'>): Promise<Visitor | undefined>
  /** Ends all sessions of a person and forgets their profile: for `user_authorization_revoke` and the like. */
  forget(person: { appid: string; openid: string }): Promise<void>
}

/**
 * A whole sign-in with WeChat: attempts bound to their browser, callbacks taken once, silent first, the profile on
 * demand, snapshot visitors kept out, sessions in your store. Throws a `TypeError` for an origin or a path that can
 * not work (`login_origin_invalid`, `login_path_invalid`), or for channels (`login_channel_invalid`).
 */
export function createLogin(options: LoginOptions): Login {
  const kit = createKit(options)
  const { path, origin, visitors, cookies } = kit
  const findVisitor = (request: Pick<Request, 'headers'>) => visitors.find(cookies.readSessionId(request))

  async function guard(request: Request, { profile = false }: { profile?: boolean | undefined } = {}) {
    const visitor = await findVisitor(request)
    if (visitor !== undefined && (!profile || visitor.kind === 'profile')) return visitor
    const { pathname, search } = new URL(request.url)
    const visit = { returnTo: `${pathname}${search}`, profile, restarts: 0 }
    return isNavigation(request) ? await start(kit, request, visit, false) : refuse(kit, visit)
  }

  // A store that is gone is a page, as in the handler; a mistake of the program is thrown.
  const showFailure = (request: Request) => (error: unknown) => {
    if (error instanceof WeChatError) return fail(kit, request, error)
    throw error
  }

  return {
    path,
    origin,
    handler: (request) => answer(kit, request).catch((error: unknown) => fail(kit, request, error)),
    // The overloads say what the implementation cannot: that with `profile` only a profile passes.
    guard: ((request, wanted) => guard(request, wanted).catch(showFailure(request))) as Login['guard'],
    visitor: findVisitor,
    forget: visitors.forget,
  }
}

function createKit(options: LoginOptions): LoginKit {
  const { store, channels, path = '/wechat', sessionSeconds = 604_800, now = Date.now } = options
  const url = URL.parse(options.origin)
  if (url === null || !/^https?:$/.test(url.protocol) || url.origin !== options.origin.replace(/\/$/, ''))
    throw buildUsageError(
      'login_origin_invalid',
      `The origin must be scheme, host and port of the site alone, not ${JSON.stringify(options.origin)}`,
    )
  if (!/^(?:\/[\w-]+)+$/.test(path))
    throw buildUsageError('login_path_invalid', 'The path must begin with a slash and end without one')
  checkChannels(channels)
  checkStore(store)
  // What WeChat would refuse for every visitor is refused before the first one comes.
  for (const { appid, origins } of channels)
    for (const open of origins) checkRedirectUri(`${url.origin}${path}/callback/${appid}`, { open })
  return {
    store,
    origin: url.origin,
    path,
    now,
    site: options.site ?? url.host,
    channels,
    pretends: hasPretendPhone({ origin: url.origin, channels }),
    cookies: createLoginCookies(url.protocol === 'https:'),
    visitors: createVisitors({ store, now, sessionSeconds }),
    sessionSeconds,
    formOrigins: channels.flatMap(({ origins }) => origins),
    onSignIn: options.onSignIn,
    onError: options.onError,
  }
}

function checkChannels(channels: readonly Channel[]): void {
  if (!Array.isArray(channels) || channels.length === 0 || !channels.every((channel) => 'start' in channel))
    throw buildUsageError('login_channel_invalid', 'A sign-in needs channels, such as inWeChat(account)')
  const accounts = channels.filter(({ name }) => name !== 'website').map(({ appid }) => appid)
  // The phone beside the computer is inside WeChat too, and would be sent to the other account.
  if (new Set(accounts).size > 1)
    throw buildUsageError('login_channel_invalid', 'inWeChat and desktopHandoff must be of one account')
}

async function answer(kit: LoginKit, request: Request): Promise<Response> {
  const url = readUrl(kit, request)
  if (url.pathname === `${kit.path}/login`) return await answerStart(kit, request, url)
  if (url.pathname === `${kit.path}/logout`) return await answerLogout(kit, request)
  // A preview or a prefetch by HEAD must not use anything up.
  if (request.method !== 'GET' && request.method !== 'POST') return refuseMethod('GET, POST')
  for (const channel of kit.channels) {
    const response = await channel.answer(kit, request, url)
    if (response !== undefined) return response
  }
  return new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
}

/** Where the request goes below the sign-in's path: routers cut off what they matched, and some end every path by a slash. */
function readUrl({ path }: LoginKit, request: Request): URL {
  const url = new URL(request.url)
  const pathname = url.pathname.replace(/\/$/, '')
  const steps = path.split('/').slice(1)
  const rests = [...steps.map((_, cut) => `/${steps.slice(cut).join('/')}`), '']
  const rest = rests.find((start) => pathname.startsWith(`${start}/`))
  if (rest !== undefined) url.pathname = `${path}${pathname.slice(rest.length)}`
  return url
}

async function answerStart(kit: LoginKit, request: Request, url: URL): Promise<Response> {
  if (request.method === 'POST') {
    const form = await readForm(kit, request)
    if (form === undefined) return await sendLoginPage(kit, request, 'login_form_refused')
    const wish = readWish(kit, form)
    if (kit.pretends && form.get('pretend') === '1')
      return sendOn(`${kit.origin}${buildStartPath(kit, wish)}`, [kit.cookies.writePretends()])
    return await start(kit, request, wish, form.get('told') === '1')
  }
  if (request.method !== 'GET') return refuseMethod('GET, POST')
  return await start(kit, request, readWish(kit, url.searchParams), false)
}

function readWish({ origin }: LoginKit, fields: URLSearchParams): Visit {
  return {
    returnTo: readReturnPath(fields.get('return_to'), origin),
    profile: fields.get('profile') === '1',
    restarts: Number(/^[1-9]$/.exec(fields.get('again') ?? '')?.[0] ?? 0),
  }
}

async function start(kit: LoginKit, request: Request, visit: Visit, consented: boolean): Promise<Response> {
  const where = locate(kit, request)
  const channel = kit.channels.find(({ fits }) => fits(where)) ?? findPretended(kit, where)
  return channel === undefined
    ? await sendPlacePage(kit, request, visit)
    : await channel.start(kit, request, visit, consented)
}

/** The code that a phone would scan: the phone's way begins behind it, where the browser is the phone. */
function findPretended({ channels, pretends }: LoginKit, where: Where): Channel | undefined {
  return pretends && where === 'wechat' ? channels.find(({ name }) => name === 'handoff') : undefined
}

async function answerLogout(kit: LoginKit, request: Request): Promise<Response> {
  if (request.method !== 'POST') return refuseMethod('POST')
  const form = await readForm(kit, request)
  if (form === undefined) return await sendLoginPage(kit, request, 'login_form_refused')
  await kit.visitors.close(kit.cookies.readSessionId(request))
  const returnTo = readReturnPath(form.get('return_to'), kit.origin)
  return sendOn(`${kit.origin}${returnTo}`, [kit.cookies.clearSessionId()])
}

/** Whether the browser is loading a page; anything else cannot follow to WeChat. */
function isNavigation(request: Request): boolean {
  // A preview that asks by HEAD is nobody who wants to sign in.
  if (request.method !== 'GET') return false
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null) return mode === 'navigate'
  return /text\/html|^\*\/\*$|^$/.test(request.headers.get('accept') ?? '')
}

function refuse({ origin, path }: LoginKit, { profile }: Visit): Response {
  const login = `${origin}${path}/login${profile ? '?profile=1' : ''}`
  const headers = { 'cache-control': 'no-store' }
  return Response.json({ error: 'login_required', login }, { status: 401, headers })
}

async function fail(kit: LoginKit, request: Request, error: unknown): Promise<Response> {
  kit.onError?.(error instanceof Error ? error : new Error(String(error)))
  return await sendErrorPage(kit, request, error)
}

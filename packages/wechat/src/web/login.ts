import { buildUsageError, WeChatError } from '../error.ts'
import type { Identity } from '../login/identity.ts'
import { checkRedirectUri } from '../login/redirect-uri.ts'
import { checkStore } from '../store/check-store.ts'
import type { Store } from '../store/store.ts'
import { goTo, refuseMethod } from '../way/ask.ts'
import { readOwnForm } from '../way/form.ts'
import type { Visit } from '../way/host.ts'
import { createWay, type Way } from '../way/way.ts'
import type { Channel } from './channel.ts'
import { createLoginHost } from './login-host.ts'
import { readReturnPath } from './return-path.ts'
import type { KeptVisitor, ProfileVisitor, Visitor, Visitors } from './visitor.ts'
import { buildAsk, buildResponse } from './web-ask.ts'

/** The options of a sign-in. */
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
   * Called once for every sign-in, before the session begins: find or make your user here. The id that it returns,
   * a text, itself or by a promise, is kept as `visitor.user`. What it throws ends the sign-in with a page.
   */
  onSignIn?: ((identity: Exclude<Identity, { kind: 'snapshot' }>) => unknown) | undefined
  /** Told of every sign-in that failed by WeChat's or our own fault, for logs and metrics. */
  onError?: ((error: WeChatError | Error) => void) | undefined
}

/** The wishes of a guard. */
export interface GuardOptions {
  /** Nickname and picture: not at all unless given, `true` always, `'optional'` unless the visitor says "not now". */
  profile?: boolean | 'optional' | undefined
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
   * is signed in silently is asked: `true` lets nobody through without one, `'optional'` asks once and takes "not now" for
   * an answer, for a day. What is no page, a `fetch` for one, gets 401 with the address of the sign-in.
   */
  guard(request: Request, options: { profile: true }): Promise<ProfileVisitor | Response>
  guard(request: Request, options?: GuardOptions): Promise<Visitor | Response>
  /** The person who is signed in; undefined when nobody is. Sends nobody anywhere. The headers are enough, where there is no request. */
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
  const site = openSite(options)
  const { path, origin, visitors, way, now } = site
  const findKept = async (request: Pick<Request, 'headers'>) =>
    (await way.findSession({ header: (name) => request.headers.get(name) ?? undefined }))?.session

  async function guard(request: Request, { profile = false }: GuardOptions = {}) {
    const kept = await findKept(request)
    if (kept !== undefined && isEnough(kept, profile, now())) return kept.visitor
    const { pathname, search } = new URL(request.url)
    const visit = buildVisit(site, `${pathname}${search}`, profile)
    if (!isNavigation(request)) return refuse(site, visit)
    const ask = buildAsk(request, new URL(`${origin}${pathname}${search}`))
    const answer = kept ? way.askProfile(ask, visit, kept.visitor.appid) : way.start(ask, visit)
    return buildResponse(await answer)
  }

  // A store that is gone is a page, as in the handler; a mistake of the program is thrown.
  const showFailure = (request: Request) => (error: unknown) => {
    if (error instanceof WeChatError) return fail(site, request, error)
    throw error
  }

  return {
    path,
    origin,
    handler: (request) => answer(site, request).catch((error: unknown) => fail(site, request, error)),
    // The overloads say what the implementation cannot: that with `profile: true` only a profile passes.
    guard: ((request, wanted) => guard(request, wanted).catch(showFailure(request))) as Login['guard'],
    visitor: async (request) => (await findKept(request))?.visitor,
    forget: visitors.forget,
  }
}

/** The parts that one sign-in works with; made once. */
interface Site {
  origin: string
  path: string
  now: () => number
  way: Way<KeptVisitor>
  visitors: Visitors
  onError: LoginOptions['onError']
}

function openSite(options: LoginOptions): Site {
  const { store, channels, path = '/wechat', sessionSeconds = 604_800, now = Date.now, onError } = options
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
  const { origin, host: name } = url
  // A redirect URI that WeChat would refuse for every visitor is refused before the first one comes.
  for (const { appid, account } of channels)
    checkRedirectUri(`${origin}${path}/callback/${appid}`, account.origins)
  const { site = name, onSignIn } = options
  const { host, visitors } = createLoginHost({
    ...{ store, origin, path, site, channels, sessionSeconds, now, onSignIn, onError },
  })
  return { origin, path, now, way: createWay(host), visitors, onError }
}

function checkChannels(channels: readonly Channel[]): void {
  if (!Array.isArray(channels) || channels.length === 0 || !channels.every((channel) => 'account' in channel))
    throw buildUsageError('login_channel_invalid', 'A sign-in needs channels, such as inWeChat(account)')
  const accounts = channels.filter(({ name }) => name !== 'website').map(({ appid }) => appid)
  // The phone beside the computer is inside WeChat too, and would be sent to the other account.
  if (new Set(accounts).size > 1)
    throw buildUsageError('login_channel_invalid', 'inWeChat and desktopHandoff must be of one account')
}

function isEnough(
  { visitor, declinedUntil }: KeptVisitor,
  profile: GuardOptions['profile'],
  now: number,
): boolean {
  if (!profile || visitor.kind === 'profile') return true
  return profile === 'optional' && declinedUntil > now
}

function buildVisit({ origin }: Site, path: string, profile: GuardOptions['profile']): Visit {
  const wish = profile === 'optional' ? 'wanted' : profile ? 'required' : 'no'
  return { resume: readReturnPath(path, origin), profile: wish, own: '' }
}

async function answer(site: Site, request: Request): Promise<Response> {
  const { path, way } = site
  const url = readUrl(site, request)
  const ask = buildAsk(request, url)
  if (url.pathname === `${path}/login` && request.method !== 'POST') {
    if (request.method !== 'GET') return buildResponse(refuseMethod('GET, POST'))
    return buildResponse(await way.start(ask, readVisit(site, url.searchParams)))
  }
  if (url.pathname === `${path}/logout`) return await answerLogout(site, request, url)
  const found = await way.answer(ask)
  return found
    ? buildResponse(found)
    : new Response('Not found', { status: 404, headers: { 'content-type': 'text/plain' } })
}

function readVisit(site: Site, fields: URLSearchParams): Visit {
  const profile = fields.get('profile')
  return buildVisit(site, fields.get('return_to') ?? '/', profile === 'optional' ? profile : profile === '1')
}

/** Where the request goes below the sign-in's path: routers cut off what they matched, and some end every path by a slash. */
function readUrl({ origin, path }: Site, request: Request): URL {
  const { pathname: whole, search } = new URL(request.url)
  const url = new URL(`${origin}${whole}${search}`)
  const pathname = whole.replace(/\/$/, '')
  const steps = path.split('/').slice(1)
  const rests = [...steps.map((_, cut) => `/${steps.slice(cut).join('/')}`), '']
  const rest = rests.find((start) => pathname.startsWith(`${start}/`))
  if (rest !== undefined) url.pathname = `${path}${pathname.slice(rest.length)}`
  return url
}

async function answerLogout(site: Site, request: Request, url: URL): Promise<Response> {
  if (request.method !== 'POST') return buildResponse(refuseMethod('POST'))
  const { origin, way, visitors } = site
  const ask = buildAsk(request, url)
  const form = await readOwnForm(ask, origin)
  if (form === undefined) return buildResponse(await way.showPage(ask, 'login_form_refused'))
  await visitors.close((await way.findSession(ask))?.id)
  const returnTo = readReturnPath(form.get('return_to'), origin)
  return buildResponse(goTo(`${origin}${returnTo}`, [way.clearSession()]))
}

/** Whether the browser is loading a page; anything else cannot follow to WeChat. */
function isNavigation(request: Request): boolean {
  // A preview that asks by HEAD is nobody who wants to sign in.
  if (request.method !== 'GET') return false
  const mode = request.headers.get('sec-fetch-mode')
  if (mode !== null) return mode === 'navigate'
  return /text\/html|^\*\/\*$|^$/.test(request.headers.get('accept') ?? '')
}

function refuse({ origin, path }: Site, { profile }: Visit): Response {
  const wish = profile === 'required' ? '?profile=1' : profile === 'wanted' ? '?profile=optional' : ''
  const headers = { 'cache-control': 'no-store' }
  const login = `${origin}${path}/login${wish}`
  return Response.json({ error: 'login_required', login }, { status: 401, headers })
}

async function fail(site: Site, request: Request, error: unknown): Promise<Response> {
  site.onError?.(error instanceof Error ? error : new Error(String(error)))
  return buildResponse(await site.way.showError(buildAsk(request, readUrl(site, request)), error))
}

import { findOwnAttempt } from '../login/attempt.ts'
import { admit, refuseStart } from './admission.ts'
import { arrive } from './arrive.ts'
import { type Answer, type Ask, goTo, readOnce, refuseMethod } from './ask.ts'
import { createCookies } from './cookie.ts'
import { begin } from './depart.ts'
import { answerDesktop } from './desktop.ts'
import type { Host, Visit } from './host.ts'
import { buildResumeUrl, createTrip, endFragment, findCurrent, type Kit, readTrip } from './kit.ts'
import { createLimits, type Limits } from './limit.ts'
import {
  findLanguage,
  type OwnPage,
  type PageParts,
  sendErrorPage,
  sendLoginPage,
  sendOwnPage,
} from './login-page.ts'
import type { PageCode } from './page-text.ts'
import { answerPhone } from './phone.ts'
import { hasPretendPhone } from './pretend-phone.ts'
import { answerProfile, sendProfilePage } from './profile-page.ts'
import { sendRefusal } from './refusal.ts'
import { answerStart } from './restart.ts'
import { startTrip } from './start.ts'
import { buildStartForm } from './start-form.ts'
import { answerWhereami } from './whereami.ts'

/** The visitor's way, for one host. */
export interface Way<Session> {
  /** Sends a browser to WeChat, or shows it where it can sign in. */
  start(ask: Ask, visit: Visit): Promise<Answer>
  /** The page that says why the profile is wanted, for somebody who is signed in without one. */
  askProfile(ask: Ask, visit: Visit, appid: string): Promise<Answer>
  /** Answers the way's own pages: forms, callbacks, handoffs. Undefined for every other address. */
  answer(ask: Ask): Promise<Answer | undefined>
  /** The session of this browser, and its id. */
  findSession(ask: Pick<Ask, 'header'>): Promise<{ id: string; session: Session } | undefined>
  /** The cookie that takes the session out of the browser; the host ends the session itself. */
  clearSession(): string
  /** A page of the way for something that the host has found. */
  showPage(ask: Ask, code: PageCode, parts?: Pick<PageParts, 'visit' | 'status'>): Promise<Answer>
  /** A page that the host alone knows: an unknown client, for example. */
  showOwnPage(ask: Ask, page: OwnPage): Promise<Answer>
  /** A page of the way, with a button that begins this visit: for a browser that has to do something first. */
  showStart(ask: Ask, code: PageCode, visit: Visit, appid: string): Promise<Answer>
  /** The limits of the way, for a host that takes codes at an endpoint of its own: they count as its callbacks do. */
  limits: Pick<Limits, 'checkFailures' | 'countFailure'>
  /** The page for a browser that may not begin another sign-in; undefined when it may. Counts nothing. */
  refuseStart(ask: Ask, bytes: number): Promise<Answer | undefined>
  /** Counts what the host keeps beside the attempt of a browser that brought no cookie of the way. */
  countRow(ask: Pick<Ask, 'header'>, bytes: number): void
  /** An error as a page: WeChat's trouble and the store's with what can be done, ours without details. */
  showError(ask: Ask, error: unknown): Promise<Answer>
}

/**
 * The visitor's way from "sign in" to a session: where the browser runs, WeChat, the callback, the profile, the
 * computer that signs in through a phone, and every page in between, in English and Chinese. It knows no site, client or
 * person: the host does.
 *
 * ```ts
 * const way = createWay(host)
 * const visit = { resume: '/orders', profile: 'no', own: '' } as const
 * const answer = (await way.answer(ask)) ?? (await way.start(ask, visit))
 * ```
 */
export function createWay<Session>(host: Host<Session>): Way<Session> {
  const https = host.origin.startsWith('https:')
  const cookies = createCookies(https, host.cookiePrefix)
  const kit: Kit = {
    host,
    cookies,
    pretends: hasPretendPhone(host),
    limits: createLimits(() => host.now()),
    wakers: new Map(),
  }
  return {
    start: (ask, visit) => startTrip(kit, ask, createTrip(kit, visit)),
    async askProfile(ask, visit, appid) {
      const admitted = await admit(kit, ask, createTrip(kit, visit))
      return 'refused' in admitted ? admitted.refused : await sendProfilePage(kit, ask, admitted.trip, appid)
    },
    answer: (ask) => answer(kit, ask),
    async findSession(ask) {
      const id = cookies.readSessionId(ask)
      const session = id === undefined ? undefined : await host.sessions.find(id)
      return id === undefined || session === undefined ? undefined : { id, session }
    },
    clearSession: () => cookies.clearSessionId(),
    showPage: (ask, code, parts) => sendLoginPage(kit, ask, code, parts),
    showOwnPage: (ask, page) => sendOwnPage(kit, ask, page),
    showStart: (ask, code, visit, appid) => showStart(kit, ask, { code, visit, appid }),
    limits: kit.limits,
    refuseStart: (ask, bytes) => refuseStart(kit, ask, bytes),
    countRow(ask, bytes) {
      if (cookies.readBrowserId(ask) === undefined) kit.limits.countRow(bytes)
    },
    showError: (ask, error) => sendErrorPage(kit, ask, error),
  }
}

async function answer(kit: Kit, ask: Ask): Promise<Answer | undefined> {
  const { paths } = kit.host
  const { pathname } = ask.url
  if (pathname === paths.start) return await answerStart(kit, ask)
  if (pathname === `${paths.start}/language`) return answerLanguage(kit, ask)
  if (pathname === paths.whereami) return await answerWhereami(kit, ask)
  const [, folder, rest = ''] = /^(.*?)\/([^/]+(?:\/(?:state|finish))?)$/.exec(pathname) ?? []
  if (folder === paths.callback) return await arrive(kit, ask, rest)
  if (folder === paths.profile) return await answerProfile(kit, ask, rest)
  if (folder !== undefined && folder === paths.finish) return await answerFinish(kit, ask, rest)
  if (folder === paths.handoff) return await answerPhone(kit, ask, rest)
  if (folder === paths.desktop) return await answerDesktop(kit, ask, rest)
  return undefined
}

async function showStart(
  kit: Kit,
  ask: Ask,
  { code, visit, appid }: { code: PageCode; visit: Visit; appid: string },
): Promise<Answer> {
  const admitted = await admit(kit, ask, createTrip(kit, visit))
  if ('refused' in admitted) return admitted.refused
  const { state, cookies } = await begin(kit, ask, admitted.trip, { appid, scope: 'snsapi_base' })
  const actions = buildStartForm(kit, { attempt: state }, findLanguage(kit, ask, visit))
  return await sendLoginPage(kit, ask, code, { visit, actions, cookies })
}

/** The language of the pages, chosen on one of them: back to it. */
function answerLanguage({ host, cookies }: Kit, ask: Ask): Answer {
  if (ask.method !== 'GET') return refuseMethod('GET')
  const language = readOnce(ask.url.searchParams, 'to') === 'zh' ? 'zh' : 'en'
  const from = URL.parse(ask.header('referer') ?? '')
  const location = from?.origin === host.origin ? from.href : `${host.origin}/`
  return goTo(location, [cookies.writeLanguage(language)])
}

/** A browser that did not keep the session's cookie stops here: a door would send it to WeChat again, for ever. */
async function answerFinish(kit: Kit, ask: Ask, state: string): Promise<Answer> {
  if (ask.method !== 'GET') return refuseMethod('GET')
  const { store } = kit.host
  const found = await findOwnAttempt({ store, state, browserId: kit.cookies.readBrowserId(ask) })
  const trip = found && readTrip(kit, found.attempt)
  if (trip && (await findCurrent(kit, ask)) !== undefined)
    return goTo(endFragment(buildResumeUrl(kit, trip.visit)))
  return await sendRefusal(kit, ask, 'login_cookie_missing', { state })
}

import { WeChatError } from '../error.ts'
import type { Attempt } from '../login/attempt.ts'
import { takeCallback } from '../login/callback.ts'
import type { CheckedCode } from '../login/checked-code.ts'
import { type Identity, identify } from '../login/identity.ts'
import type { SignInAccount } from '../login/sign-in-account.ts'
import { isCode } from '../wire/shape.ts'
import { sendTooMany } from './admission.ts'
import { type Answer, type Ask, goTo, readOnce, refuseMethod } from './ask.ts'
import { begin, leave, readScope } from './depart.ts'
import {
  buildBrowserName,
  buildResumeUrl,
  buildSessionId,
  endFragment,
  findCurrent,
  type Kit,
  readTrip,
  type Trip,
} from './kit.ts'
import { findLanguage, sendErrorPage, sendLoginPage } from './login-page.ts'
import { sendRefusal } from './refusal.ts'
import { buildStartForm } from './start-form.ts'

/** Where a callback ended. It is kept for a minute, so it holds nothing that could sign anybody in. */
type Outcome =
  | { kind: 'signed-in' }
  | { kind: 'again' | 'profile'; state: string }
  | { kind: 'denied' | 'snapshot' }
  | { kind: 'failed'; code: WeChatError['code']; errcode?: number; rid?: string }

/** A callback while it is being finished. */
interface Finishing {
  kit: Kit
  ask: Ask
  account: SignInAccount
  attempt: Attempt
  trip: Trip
}

/** The code was used up or is too old: another one costs the visitor nothing. */
const spentCodes: ReadonlySet<number | undefined> = new Set([40029, 40163, 42003])

/** Takes what WeChat's redirect brought, once; the browser that loads it again ends at the same place. */
export async function arrive(kit: Kit, ask: Ask, appid: string): Promise<Answer> {
  if (ask.method !== 'GET') return refuseMethod('GET')
  const { host, cookies } = kit
  const state = readOnce(ask.url.searchParams, 'state')
  const codes = ask.url.searchParams.getAll('code')
  const browserId = cookies.readBrowserId(ask)
  try {
    // A text that is no code of WeChat's changes no attempt and is never sent there.
    if (codes.length > 1 || codes.some(isUnreadable))
      return await sendRefusal(kit, ask, 'login_code_unreadable', { state, appid })
    const wait = codes[0] ? kit.limits.checkFailures(ask) : undefined
    if (wait !== undefined) return await sendTooMany(kit, ask, wait)
    const { attempt, outcome } = await takeCallback({
      store: host.store,
      appid,
      browserId,
      query: { state, code: codes[0] },
      now: () => host.now(),
      finish: async (arrival) => JSON.stringify(await finish(kit, ask, arrival)),
    })
    return await answer(kit, ask, attempt, JSON.parse(outcome))
  } catch (error) {
    if (isRefusal(error)) return await sendRefusal(kit, ask, error.code, { state, appid })
    await host.onEvent?.(
      { kind: 'failed', error: readError(error), appid, visit: undefined, requestId: ask.requestId },
      ask,
    )
    const actions =
      state === undefined ? undefined : buildStartForm(kit, { attempt: state }, findLanguage(kit, ask))
    return await sendErrorPage(kit, ask, error, { actions })
  }
}

function isUnreadable(code: string): boolean {
  return code !== '' && code !== 'authdeny' && !isCode(code)
}

const refusals = [
  'login_state_missing',
  'login_state_unknown',
  'login_browser_mismatch',
  'login_appid_mismatch',
  'login_attempt_stuck',
] as const

function isRefusal(error: unknown): error is WeChatError & { code: (typeof refusals)[number] } {
  return error instanceof WeChatError && refusals.some((code) => code === error.code)
}

function readError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

async function finish(
  kit: Kit,
  ask: Ask,
  { attempt, code }: { attempt: Attempt; code: CheckedCode | undefined },
): Promise<Outcome> {
  const begun = readTrip(kit, attempt)
  const account = await kit.host.findAccount(attempt.appid)
  if (begun === undefined || account === undefined)
    throw new WeChatError('login_state_unknown', 'of another site')
  if (begun.stranger !== undefined) kit.limits.endRow(begun.stranger)
  const trip = { ...begun, stranger: undefined }
  if (code === undefined) return { kind: 'denied' }
  const finishing = { kit, ask, account, attempt, trip }
  const identity = await identifyOrEnd(finishing, code)
  if (!('appid' in identity)) return identity
  if (identity.kind === 'snapshot') {
    await tell(finishing, { kind: 'snapshot', appid: account.appid, visit: trip.visit })
    return { kind: 'snapshot' }
  }
  return await admit(finishing, identity)
}

async function admit(
  finishing: Finishing,
  identity: Exclude<Identity, { kind: 'snapshot' }>,
): Promise<Outcome> {
  const { kit, ask, attempt, trip } = finishing
  const { visit, declined } = trip
  const asked = attempt.scope === 'snsapi_userinfo'
  if (identity.kind === 'base' && identity.profileFailure) {
    // Without the profile they would only be sent back to the page that asks for it.
    if (visit.profile === 'required') return await fail(finishing, identity.profileFailure)
    await tell(finishing, { kind: 'profile-missing', error: identity.profileFailure, appid: identity.appid })
  }
  const isMissing = identity.kind === 'base' && !asked && !declined && visit.profile !== 'no'
  if (isMissing && attempt.scope === 'snsapi_base' && (await kit.host.needsProfile?.(visit, identity))) {
    const { state } = await begin(kit, ask, trip, { appid: attempt.appid, scope: 'snsapi_userinfo' })
    return { kind: 'profile', state }
  }
  const browserId = kit.cookies.readBrowserId(ask) ?? ''
  await kit.host.sessions.begin(await buildSessionId(browserId, attempt.state), {
    visit,
    identity,
    browser: await buildBrowserName(browserId),
    asked,
    declined,
    before: kit.cookies.readSessionId(ask),
    requestId: ask.requestId,
  })
  return { kind: 'signed-in' }
}

async function identifyOrEnd(finishing: Finishing, code: CheckedCode): Promise<Identity | Outcome> {
  const { kit, ask, attempt, trip } = finishing
  try {
    return await exchange(finishing, code)
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    const failed = await fail(finishing, error)
    if (error.errcode === 40029) kit.limits.countFailure(ask)
    const isPassing = spentCodes.has(error.errcode) || error.code === 'wire_unreachable'
    if (!isPassing || trip.restarts > 0) return failed
    const scope = readScope(attempt.scope)
    const { state } = await begin(kit, ask, { ...trip, restarts: 1 }, { appid: attempt.appid, scope })
    return { kind: 'again', state }
  }
}

async function exchange(
  { kit, ask, account, attempt, trip }: Finishing,
  code: CheckedCode,
): Promise<Identity> {
  const lang = findLanguage(kit, ask, trip.visit) === 'zh' ? 'zh_CN' : 'en'
  const options = { code, scope: readScope(attempt.scope), lang } as const
  try {
    return await identify(account, options)
  } catch (error) {
    // No connection, or one that broke: WeChat may or may not have used up the code. Once more tells.
    if (error instanceof WeChatError && error.code === 'wire_unreachable')
      return await identify(account, options)
    throw error
  }
}

async function fail(finishing: Finishing, error: WeChatError): Promise<Outcome> {
  const { account, trip } = finishing
  await tell(finishing, { kind: 'failed', error, appid: account.appid, visit: trip.visit })
  const { code, errcode, rid } = error
  return { kind: 'failed', code, ...(errcode && { errcode }), ...(rid && { rid }) }
}

type Told =
  | { kind: 'snapshot'; appid: string; visit: Trip['visit'] }
  | { kind: 'failed'; error: Error; appid: string; visit: Trip['visit'] }
  | { kind: 'profile-missing'; error: WeChatError; appid: string }

async function tell({ kit, ask }: Pick<Finishing, 'kit' | 'ask'>, event: Told): Promise<void> {
  await kit.host.onEvent?.({ ...event, requestId: ask.requestId }, ask)
}

async function answer(kit: Kit, ask: Ask, attempt: Attempt, outcome: Outcome): Promise<Answer> {
  const trip = readTrip(kit, attempt)
  if (trip === undefined) return await sendRefusal(kit, ask, 'login_state_unknown', { state: attempt.state })
  const { visit } = trip
  const language = findLanguage(kit, ask, visit)
  const form = buildStartForm(kit, { attempt: attempt.state }, language)
  switch (outcome.kind) {
    case 'signed-in':
      return await goOn(kit, ask, attempt, visit)
    case 'profile':
      return goTo(`${kit.host.origin}${kit.host.paths.profile}/${outcome.state}#`, [
        kit.cookies.writeLastState(outcome.state),
      ])
    case 'again': {
      const { appid, scope } = attempt
      const cookies = [kit.cookies.writeLastState(outcome.state)]
      return await leave(kit, ask, { appid, scope: readScope(scope) }, { state: outcome.state, cookies })
    }
    case 'failed': {
      const { code, errcode, rid } = outcome
      const error = new WeChatError(code, 'the sign-in failed', { errcode, rid })
      return await sendErrorPage(kit, ask, error, { visit, actions: form })
    }
    case 'denied': {
      const actions = buildStartForm(kit, { attempt: attempt.state }, language, {
        without: visit.profile === 'wanted',
      })
      return await sendLoginPage(kit, ask, 'login_denied', { visit, actions })
    }
    default:
      return await sendLoginPage(kit, ask, 'login_snapshot', { visit })
  }
}

async function goOn(kit: Kit, ask: Ask, attempt: Attempt, visit: Trip['visit']): Promise<Answer> {
  const { host, cookies } = kit
  const id = await buildSessionId(cookies.readBrowserId(ask) ?? '', attempt.state)
  const location = host.paths.finish
    ? `${host.origin}${host.paths.finish}/${attempt.state}`
    : buildResumeUrl(kit, visit)
  if ((await host.sessions.find(id)) !== undefined)
    return goTo(endFragment(location), [cookies.writeSessionId(id, host.sessionSeconds)])
  // Loaded again after another tab's sign-in it takes nothing away; after signing out it brings nothing back.
  if ((await findCurrent(kit, ask)) !== undefined) return goTo(endFragment(location))
  return await sendRefusal(kit, ask, 'login_state_unknown', { state: attempt.state })
}

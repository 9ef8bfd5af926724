import { WeChatError } from '../error.ts'
import { type Attempt, findAttempt } from '../login/attempt.ts'
import { takeCallback } from '../login/callback.ts'
import type { CheckedCode } from '../login/checked-code.ts'
import { type Identity, identify } from '../login/identity.ts'
import type { SignInAccount } from '../login/sign-in-account.ts'
import { isRecord, parseJson } from '../wire/json.ts'
import {
  buildSessionId,
  buildStartPath,
  type LoginKit,
  readOnce,
  readReturnPath,
  refuseMethod,
  sendOn,
  type Visit,
} from './kit.ts'
import { sendErrorPage, sendLoginPage } from './login-page.ts'
import { readLanguage } from './page.ts'

/** Where a callback ended. It is kept for a minute, so it holds nothing that could sign anybody in. */
type Outcome =
  | { kind: 'signed-in' }
  | { kind: 'restart' }
  | { kind: 'denied' }
  | { kind: 'snapshot' }
  | { kind: 'failed'; code: WeChatError['code']; errcode?: number; rid?: string }

/** The code was used up or is too old: another one costs the visitor nothing. */
const spentCodes: ReadonlySet<number | undefined> = new Set([40029, 40163, 42003])

/** Takes what WeChat's redirect brought, once; the browser that loads it again ends at the same place. */
export async function arrive(
  kit: LoginKit,
  request: Request,
  url: URL,
  account: SignInAccount,
): Promise<Response> {
  if (request.method !== 'GET') return refuseMethod('GET')
  const query = { state: readOnce(url.searchParams, 'state'), code: readOnce(url.searchParams, 'code') }
  const browserId = kit.cookies.readBrowserId(request)
  try {
    const { store, now } = kit
    const { attempt, outcome } = await takeCallback({
      store,
      appid: account.appid,
      browserId,
      query,
      now,
      finish: async (arrival) => JSON.stringify(await finish(kit, request, account, arrival)),
    })
    return await answer(kit, request, attempt, JSON.parse(outcome))
  } catch (error) {
    const refused = error instanceof WeChatError && error.code.startsWith('login_')
    if (!refused || error.code === 'login_identity_mismatch')
      kit.onError?.(error instanceof Error ? error : new Error(String(error)))
    const attempt = query.state ? await findAttempt({ store: kit.store, state: query.state }) : undefined
    return await sendErrorPage(kit, request, error, attempt && readVisit(kit, attempt))
  }
}

/** What the attempt was begun for. */
function readVisit({ origin }: LoginKit, { context, scope }: Attempt): Visit {
  const value = parseJson(context)
  if (!isRecord(value)) return { returnTo: '/', profile: false, restarts: 0 }
  return {
    returnTo: readReturnPath(typeof value.returnTo === 'string' ? value.returnTo : '/', origin),
    profile: value.profile === true,
    restarts: typeof value.restarts === 'number' ? value.restarts : 0,
    told: scope === 'snsapi_userinfo',
  }
}

async function finish(
  kit: LoginKit,
  request: Request,
  account: SignInAccount,
  { attempt, code }: { attempt: Attempt; code: CheckedCode | undefined },
): Promise<Outcome> {
  if (code === undefined) return { kind: 'denied' }
  const identity = await identifyOrFail(kit, request, account, attempt, code)
  if (!('appid' in identity)) return identity
  if (identity.kind === 'snapshot') return { kind: 'snapshot' }
  if (identity.kind === 'base' && identity.profileFailure) {
    const failed = fail(kit, identity.profileFailure)
    // Without the profile they would only be sent back to the page that asks for it.
    if (readVisit(kit, attempt).profile) return failed
  }
  await kit.onSignIn?.(identity)
  await openSession(kit, request, attempt, identity)
  return { kind: 'signed-in' }
}

async function identifyOrFail(
  kit: LoginKit,
  request: Request,
  account: SignInAccount,
  attempt: Attempt,
  code: CheckedCode,
): Promise<Identity | Outcome> {
  const lang = readLanguage(request) === 'zh' ? 'zh_CN' : 'en'
  try {
    return await identify(account, { code, scope: readScope(attempt.scope), lang })
  } catch (error) {
    if (!(error instanceof WeChatError)) throw error
    const failed = fail(kit, error)
    const isFirst = readVisit(kit, attempt).restarts === 0
    return spentCodes.has(error.errcode) && isFirst ? { kind: 'restart' } : failed
  }
}

function fail(kit: LoginKit, error: WeChatError): Outcome {
  kit.onError?.(error)
  const { code, errcode, rid } = error
  return { kind: 'failed', code, ...(errcode && { errcode }), ...(rid && { rid }) }
}

async function openSession(
  { visitors, cookies }: LoginKit,
  request: Request,
  { state }: Attempt,
  identity: Exclude<Identity, { kind: 'snapshot' }>,
): Promise<void> {
  // The session before this one ends: a cookie that somebody planted is worth nothing.
  await visitors.close(cookies.readSessionId(request))
  const browserId = cookies.readBrowserId(request) ?? ''
  await visitors.open(await buildSessionId(browserId, state), identity)
}

async function answer(
  kit: LoginKit,
  request: Request,
  attempt: Attempt,
  outcome: Outcome,
): Promise<Response> {
  const visit = readVisit(kit, attempt)
  const browserId = kit.cookies.readBrowserId(request) ?? ''
  switch (outcome.kind) {
    case 'signed-in': {
      const id = await buildSessionId(browserId, attempt.state)
      // Loaded again, it may come after another tab's sign-in: a session that has ended takes the place of none.
      const isOpen = (await kit.visitors.find(id)) !== undefined
      const cookies = isOpen ? [kit.cookies.writeSessionId(id, kit.sessionSeconds)] : []
      return sendOn(`${kit.origin}${visit.returnTo}`, cookies)
    }
    case 'restart':
      return sendOn(`${kit.origin}${buildStartPath(kit, { ...visit, restarts: 1 })}`)
    case 'failed': {
      const { code, errcode, rid } = outcome
      const error = new WeChatError(code, 'the sign-in failed', { errcode, rid })
      return await sendErrorPage(kit, request, error, visit)
    }
    default:
      return await sendLoginPage(kit, request, `login_${outcome.kind}`, { visit })
  }
}

function readScope(scope: string) {
  return scope === 'snsapi_userinfo' || scope === 'snsapi_login' ? scope : 'snsapi_base'
}

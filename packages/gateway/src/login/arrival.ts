import { type Attempt, type CheckedCode, type Identity, identify, WeChatError } from '@wxgate/wechat'
import type { FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildSecretId } from '../record/random-id.ts'
import { bindIdentity } from './bind.ts'
import { openFinish } from './finish.ts'
import { isProfileNeeded } from './need.ts'
import { type Outcome, sealOutcome } from './outcome.ts'
import { openProfilePage } from './profile.ts'
import { endSession } from './session.ts'
import { readSignIn, type SignIn } from './sign-in.ts'
import { openAttempt } from './start.ts'
import type { Visit } from './visit.ts'

interface Arrival {
  attempt: Attempt
  /** Undefined when WeChat sent none: the visitor refused. */
  code: CheckedCode | undefined
}

/**
 * The one time a callback does its work: code, identity, person, session. It gives the sealed outcome that
 * every later load of the callback repeats, so whatever WeChat does ends as a page. What is thrown is our own
 * trouble, the database's for one: then the attempt is over.
 */
export async function finishArrival(
  context: Context,
  request: FastifyRequest,
  { attempt, code }: Arrival,
): Promise<string> {
  const signIn = readSignIn(attempt.context)
  return sealOutcome(context, await readOutcome(context, request, signIn, attempt, code))
}

async function readOutcome(
  context: Context,
  request: FastifyRequest,
  signIn: SignIn,
  attempt: Attempt,
  code: CheckedCode | undefined,
): Promise<Outcome> {
  if (code === undefined) return { kind: 'page', page: { code: 'login_denied', status: 403, signIn } }
  const application = await context.applications.find(attempt.appid)
  if (!application) {
    return { kind: 'page', page: { code: 'login_application_refused', status: 400 } }
  }
  const visit = { context, request, signIn, application, account: context.account(application) }
  try {
    return await admit(visit, await exchange(visit, attempt, code), attempt)
  } catch (cause) {
    return readFailure(visit, attempt, cause)
  }
}

async function exchange({ account, signIn }: Visit, attempt: Attempt, code: CheckedCode): Promise<Identity> {
  const scope = attempt.scope === 'snsapi_userinfo' ? 'snsapi_userinfo' : 'snsapi_base'
  const lang = signIn.language === 'zh' ? 'zh_CN' : 'en'
  try {
    return await identify(account, { code, scope, lang })
  } catch (cause) {
    // No connection, or one that broke: WeChat may or may not have used up the code. Once more tells.
    if (cause instanceof WeChatError && cause.code === 'wire_unreachable') {
      return identify(account, { code, scope, lang })
    }
    throw cause
  }
}

async function admit(visit: Visit, identity: Identity, attempt: Attempt): Promise<Outcome> {
  const { context, signIn } = visit
  if (identity.kind === 'snapshot') {
    await context.audit.write({ event: 'login.snapshot_refused', client: signIn.client, appid: signIn.appid })
    return { kind: 'page', page: { code: 'login_snapshot', status: 200, signIn } }
  }
  const profileAsked = attempt.scope === 'snsapi_userinfo'
  if (identity.kind === 'base' && identity.profileFailure)
    reportProfileFailure(visit, identity.profileFailure)
  if (!profileAsked && signIn.wantsProfile) {
    const person = await context.people.findByOpenid(identity.appid, identity.openid)
    if (isProfileNeeded(context, person)) return redirect(await openProfilePage(context, signIn))
  }
  return redirect(await openFinish(context, signIn), await signInPerson(visit, identity, profileAsked))
}

function redirect(location: string, sessionId?: string): Outcome {
  return { kind: 'redirect', location, sessionId }
}

/** A new session id at every sign-in, and the one before it is dead: a planted cookie is worth nothing. */
async function signInPerson(
  visit: Visit,
  identity: Exclude<Identity, { kind: 'snapshot' }>,
  profileAsked: boolean,
): Promise<string> {
  const { context, request, signIn } = visit
  const personId = await bindIdentity(visit, identity)
  const now = context.clock.now()
  return context.sessions.create({
    personId,
    appid: identity.appid,
    openid: identity.openid,
    client: signIn.client,
    signedInAt: now,
    profileAskedAt: profileAsked ? now : undefined,
    family: (await endPrevious(context, request, personId)) ?? buildSecretId(),
  })
}

/** Ends the session before this one. Of the same person, what clients were granted goes on under the new one. */
async function endPrevious(
  context: Context,
  request: FastifyRequest,
  personId: string,
): Promise<string | undefined> {
  const id = context.cookies.readSessionId(request)
  const previous = id === undefined ? undefined : await context.sessions.find(id)
  if (id === undefined || !previous) return undefined
  if (previous.personId !== personId) {
    await endSession(context, id)
    return undefined
  }
  await context.sessions.drop(id)
  return previous.family
}

/** The visitor is signed in all the same; whoever runs this must hear that WeChat did not give the profile. */
function reportProfileFailure({ request, application }: Visit, { code, errcode, rid }: WeChatError): void {
  request.log.warn({ event: 'login.profile_failed', code, errcode, rid, appid: application.appid })
}

/** WeChat says that the code is not good, or used: a new one is silent and costs the visitor nothing. */
const spentCodes: readonly (number | undefined)[] = [40029, 40163, 42003]

async function readFailure(visit: Visit, attempt: Attempt, cause: unknown): Promise<Outcome> {
  const { context, request, signIn } = visit
  if (!(cause instanceof WeChatError)) throw cause
  const { code, errcode, rid, path } = cause
  request.log.warn({ event: 'login.wechat_failed', code, errcode, rid, path, appid: attempt.appid })
  const browserId = context.cookies.readBrowserId(request)
  if (spentCodes.includes(errcode) && signIn.restarts === 0 && browserId !== undefined) {
    const again = { ...signIn, restarts: 1 }
    const scope = attempt.scope === 'snsapi_userinfo' ? 'snsapi_userinfo' : 'snsapi_base'
    return redirect(await openAttempt(context, browserId, again, scope))
  }
  return { kind: 'page', page: { code: 'login_wechat_failed', status: 502, signIn, errcode, rid } }
}

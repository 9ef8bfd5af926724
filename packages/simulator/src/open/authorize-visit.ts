import { randomBytes } from 'node:crypto'
import { checkTestAccount, readAuthorizeAccount } from '../rules/authorize-account.ts'
import { checkAuthorizeParameters } from '../rules/authorize-parameter.ts'
import type { Call } from '../rules/call.ts'
import { readRedirectUri } from '../rules/redirect-uri.ts'
import { readState } from '../rules/state.ts'
import type { Application } from '../world/application.ts'
import type { Person } from '../world/person.ts'
import { buildVirtualVisitor, buildVisitor } from '../world/visitor.ts'
import { buildCallback } from './callback-url.ts'

/** How somebody came to the link. From an account's own chat or menu its followers are not asked. */
export const ENTRIES = ['link', 'menu', 'chat', 'scan', 'share'] as const

/** An authorize link that passed every check that does not depend on the person. */
export type AuthorizeRequest = {
  application: Application
  /** Appid of the platform that signs in on behalf of the account, or null. */
  component: string | null
  redirectUri: URL
  /** As sent; commas between several. */
  scope: string
  /** True when the profile is asked for. */
  wantsProfile: boolean
  state: string
  forcePopup: boolean
  forceSnapshot: boolean
}

/** Who opens the link, and how. */
export type Visit = { person: Person; entry: (typeof ENTRIES)[number]; snapshot: boolean }

/** What WeChat does with a visit: five ways lead on silently, `consent_sheet` asks the person. */
export type Way = 'silent_base' | 'silent_follower' | 'recent_consent' | 'snapshot_page' | 'consent_sheet'

/** Where the visit ended. */
export type Outcome =
  | { kind: 'callback'; location: string; duplicates: string[]; rule: string }
  | { kind: 'page'; name: 'ignored' | 'closed'; text: string; rule: string }

/** Reads an authorize link; throws `Refused` with WeChat's page. */
export function readAuthorizeRequest(call: Call): AuthorizeRequest {
  checkAuthorizeParameters(call)
  const { application, scope, component } = readAuthorizeAccount(call)
  return {
    application,
    component: component?.appid ?? null,
    scope,
    redirectUri: readRedirectUri(call, component ?? application),
    state: readState(call),
    wantsProfile: scope.split(',').includes('snsapi_userinfo'),
    forcePopup: call.query.get('forcePopup') === 'true',
    forceSnapshot: call.query.get('forceSnapShot') === 'true',
  }
}

function consentedLately(call: Call, request: AuthorizeRequest, person: Person): boolean {
  const at = call.world.consents.get(person.id, request.application.appid)
  return at !== undefined && call.now < at + call.world.switches.consentWaiverSeconds * 1000
}

/** Decides whether this visit sees a sheet. Neither force parameter overrides a silent rule. */
export function chooseWay(call: Call, request: AuthorizeRequest, visit: Visit): Way {
  if (visit.snapshot) return 'snapshot_page'
  if (!request.wantsProfile) return 'silent_base'
  const follows = call.world.follows.get(visit.person.id, request.application.appid) !== undefined
  if (follows && (visit.entry === 'chat' || visit.entry === 'menu')) return 'silent_follower'
  if (!request.forcePopup && consentedLately(call, request, visit.person)) return 'recent_consent'
  return request.forceSnapshot ? 'snapshot_page' : 'consent_sheet'
}

function grant(call: Call, request: AuthorizeRequest, visit: Visit, way: Way): Outcome {
  const { person } = visit
  const { application, component, scope, redirectUri, state } = request
  const { world } = call
  const isVirtual = way === 'snapshot_page'
  if (way === 'consent_sheet') world.consents.save(person.id, application.appid, call.now)
  const visitor = isVirtual
    ? buildVirtualVisitor(randomBytes(8).toString('hex'), application)
    : buildVisitor(person, application)
  const epoch = isVirtual ? 0 : world.consents.epoch(person.id, application.appid)
  const named: Record<string, string> = component === null ? {} : { appid: application.appid }
  const { hyphenInCode: hasHyphen, duplicateCallback } = world.switches
  const code = () => world.codes.issue({ visitor, scope, epoch, component, hasHyphen }, call.now)
  const callback = () => buildCallback(redirectUri, { code: code(), state, ...named })
  const location = callback()
  const again = { none: () => [], same: () => [location], newCode: () => [callback()] }
  const rule = way === 'consent_sheet' ? 'consent_given' : way
  return { kind: 'callback', location, duplicates: again[duplicateCallback](), rule }
}

/** What comes of tapping "refuse" on a sheet that is shown. */
export function refuseVisit(call: Call, { redirectUri, state }: AuthorizeRequest): Outcome {
  const rule = 'consent_refused'
  const { refusal } = call.world.switches
  if (refusal === 'none') return { kind: 'page', name: 'closed', text: '授权窗口已关闭', rule }
  const parameters = refusal === 'authdeny' ? { code: 'authdeny', state } : { state }
  return { kind: 'callback', location: buildCallback(redirectUri, parameters), duplicates: [], rule }
}

/** Ends a visit. The decision counts only when a sheet is shown. */
export function finishVisit(
  call: Call,
  request: AuthorizeRequest,
  visit: Visit,
  decision: 'allow' | 'deny' | 'ignore',
): Outcome {
  checkTestAccount(call, request.application, visit.person)
  const way = chooseWay(call, request, visit)
  if (way !== 'consent_sheet' || decision === 'allow') return grant(call, request, visit, way)
  if (decision === 'deny') return refuseVisit(call, request)
  return { kind: 'page', name: 'ignored', text: '用户没有操作', rule: 'consent_ignored' }
}

import type { SignInAccount } from '../login/sign-in-account.ts'
import { readForm } from './form.ts'
import {
  approveHandoff,
  claimHandoff,
  denyHandoff,
  findHandoff,
  type Handoff,
  redeemHandoff,
  startHandoff,
} from './handoff.ts'
import { readComputer, sendApprovePage, sendHandoffPage, sendScanPage } from './handoff-page.ts'
import { inWeChat } from './in-wechat.ts'
import {
  buildSessionId,
  type Channel,
  issueId,
  type LoginKit,
  refuseMethod,
  sendOn,
  type Visit,
} from './kit.ts'
import { sendLoginPage, sendPlacePage } from './login-page.ts'
import { locate } from './pretend-phone.ts'
import { buildOwner, readVisitor, type Visitor } from './visitor.ts'

// Session and handoff may be of two processes, whose clocks differ: without it the phone would go round and round.
const clocksDifferMs = 60_000

/** How often a code that is over is made anew by itself. */
const mostRenewals = 3

/** What the start of a handoff tells its end. */
export interface HandoffContext extends Visit {
  /** The browser and system of the computer, for the phone to show. */
  computer: string
}

/**
 * The way for visitors of a desktop browser where there is no website application: a code of our own, which their phone
 * opens in WeChat. They sign in there through the same account, type the two digits that the computer shows, and the
 * computer goes on. The openid is the same as inside WeChat.
 */
export function desktopHandoff(account: SignInAccount): Channel {
  const phone = inWeChat(account)
  return {
    name: 'handoff',
    appid: account.appid,
    origins: phone.origins,
    fits: (where) => where === 'desktop',
    start: (kit, request, visit, consented) =>
      locate(kit, request) === 'wechat'
        ? phone.start(kit, request, visit, consented)
        : start(kit, request, visit),
    async answer(kit, request, url) {
      const { pathname } = url
      const [, kind, handle = '', step] =
        new RegExp(`^${kit.path}/(desktop|handoff)/([A-Za-z0-9]{32})(?:/(state|finish))?$`).exec(pathname) ??
        []
      if (kind === 'handoff' && step === undefined) return await answerPhone(kit, request, phone, handle)
      if (kind === 'desktop') return await answerDesktop(kit, request, handle, step)
      return await phone.answer(kit, request, url)
    },
  }
}

async function start(kit: LoginKit, request: Request, visit: Visit): Promise<Response> {
  // Nobody has come so far: another code is worth a click.
  if (visit.restarts > mostRenewals) return await sendLoginPage(kit, request, 'handoff_gone', { visit })
  const { store, now, cookies, origin, path } = kit
  const browserId = cookies.readBrowserId(request) ?? issueId()
  const context: HandoffContext = { ...visit, computer: readComputer(request.headers.get('user-agent')) }
  const { handle } = await startHandoff({ store, now, browserId, context: JSON.stringify(context) })
  return sendOn(`${origin}${path}/desktop/${handle}`, [cookies.writeBrowserId(browserId)])
}

async function answerDesktop(
  kit: LoginKit,
  request: Request,
  handle: string,
  step: string | undefined,
): Promise<Response> {
  if (request.method !== 'GET') return refuseMethod('GET')
  const { store, now, cookies } = kit
  const place = { store, now, handle, browserId: cookies.readBrowserId(request) }
  if (step === 'finish') return await finish(kit, request, place)
  const handoff = await findHandoff(place)
  if (step === 'state')
    return Response.json({ status: handoff?.status ?? 'gone' }, { headers: { 'cache-control': 'no-store' } })
  if (handoff === undefined) return await sendLoginPage(kit, request, 'handoff_gone')
  if (handoff.status === 'approved' || handoff.status === 'redeemed') return await finish(kit, request, place)
  const visit = readContext(handoff)
  return handoff.status === 'denied'
    ? await sendLoginPage(kit, request, 'handoff_denied', { visit })
    : await sendScanPage(kit, request, { handle, handoff, visit })
}

async function finish(
  kit: LoginKit,
  request: Request,
  place: Parameters<typeof redeemHandoff>[0],
): Promise<Response> {
  const { visitors, cookies, origin, sessionSeconds } = kit
  const sessionId = await buildSessionId(place.browserId ?? '', place.handle)
  const found = await findHandoff(place)
  // Before it counts as fetched: whoever comes after that finds the session, or one that has ended and stays so.
  if (found?.status === 'approved' && found.result !== undefined) {
    await visitors.close(cookies.readSessionId(request))
    await visitors.copy(sessionId, readVisitor(found.result))
  }
  const redeemed = await redeemHandoff(place)
  if (redeemed === undefined) return await sendLoginPage(kit, request, 'handoff_gone')
  const isOpen = (await visitors.find(sessionId)) !== undefined
  const { returnTo } = readContext(redeemed)
  return sendOn(`${origin}${returnTo}`, isOpen ? [cookies.writeSessionId(sessionId, sessionSeconds)] : [])
}

async function answerPhone(
  kit: LoginKit,
  request: Request,
  phone: Channel,
  handle: string,
): Promise<Response> {
  const returnTo = `${kit.path}/handoff/${handle}`
  if (locate(kit, request) !== 'wechat')
    return await sendPlacePage(kit, request, { returnTo, profile: false, restarts: 0 })
  const visitor = await kit.visitors.find(kit.cookies.readSessionId(request))
  // Signed in through another account of this site they have another openid, which is not the handoff's.
  const isOther = visitor !== undefined && visitor.appid !== phone.appid
  if (request.method === 'POST' && !isOther)
    return await answerDecision(kit, request, { phone, handle, visitor })
  if (visitor === undefined || isOther) return await signInPhone(kit, request, phone, returnTo, false)
  const claimed = await claimHandoff({ ...kit, handle, by: buildOwner(visitor) })
  if (typeof claimed === 'string') return await sendHandoffPage(kit, request, readCode(claimed))
  const { profile } = readContext(claimed)
  if (!isFresh(visitor, claimed) || (profile && visitor.kind !== 'profile'))
    return await signInPhone(kit, request, phone, returnTo, profile)
  return await sendApprovePage(kit, request, { handle, context: readContext(claimed), wrong: false })
}

/** A session of long ago may be on a phone that was lost since: WeChat says once more, silently, who holds it. */
function isFresh(visitor: Visitor, handoff: Handoff): boolean {
  return visitor.signedInAt + clocksDifferMs >= handoff.createdAt
}

function signInPhone(
  kit: LoginKit,
  request: Request,
  phone: Channel,
  returnTo: string,
  profile: boolean,
): Promise<Response> {
  return phone.start(kit, request, { returnTo, profile, restarts: 0 }, false)
}

async function answerDecision(
  kit: LoginKit,
  request: Request,
  { phone, handle, visitor }: { phone: Channel; handle: string; visitor: Visitor | undefined },
): Promise<Response> {
  const form = await readForm(kit, request)
  if (form === undefined || visitor === undefined)
    return await sendLoginPage(kit, request, 'login_form_refused')
  const place = { ...kit, handle, by: buildOwner(visitor) }
  if (form.get('decision') === 'deny')
    return await sendHandoffPage(kit, request, readCode(await denyHandoff(place)))
  const claimed = await claimHandoff(place)
  if (typeof claimed === 'string') return await sendHandoffPage(kit, request, readCode(claimed))
  if (!isFresh(visitor, claimed))
    return await signInPhone(kit, request, phone, `${kit.path}/handoff/${handle}`, false)
  const number = (form.get('number') ?? '').trim()
  const outcome = await approveHandoff({ ...place, number, result: JSON.stringify(visitor) })
  if (outcome !== 'number_wrong') return await sendHandoffPage(kit, request, readCode(outcome))
  return await sendApprovePage(kit, request, { handle, context: readContext(claimed), wrong: true })
}

function readCode(outcome: 'gone' | 'taken' | 'approved' | 'denied') {
  return outcome === 'taken' ? ('handoff_claimed' as const) : (`handoff_${outcome}` as const)
}

function readContext({ context }: Pick<Handoff, 'context'>): HandoffContext {
  return JSON.parse(context)
}

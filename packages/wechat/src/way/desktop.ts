import { type Answer, type Ask, goTo, readOnce, refuseMethod, tellState } from './ask.ts'
import { findHandoff, redeemHandoff } from './handoff.ts'
import { sendScanPage } from './handoff-page.ts'
import { findOwnTrip, type HandoffTrip, readHandoffTrip } from './handoff-trip.ts'
import { buildBrowserName, buildResumeUrl, buildSessionId, findCurrent, type Kit } from './kit.ts'
import { findLanguage, sendLoginPage } from './login-page.ts'
import type { PageCode } from './page-text.ts'
import { buildStartForm } from './start-form.ts'
import { waitForChange } from './wait.ts'

/** The computer's side of a handoff: the page that waits, its state, and the end. */
export async function answerDesktop(kit: Kit, ask: Ask, rest: string): Promise<Answer> {
  if (ask.method !== 'GET') return refuseMethod('GET')
  const [handle = '', step] = rest.split('/')
  if (step === 'state') return await answerState(kit, ask, handle)
  const handoff = await findHandoff(readPlace(kit, ask, handle))
  const trip = handoff && readHandoffTrip(kit, handoff)
  if (handoff === undefined || trip === undefined) return await sendEnd(kit, ask, handle, 'handoff_gone')
  const isApproved = handoff.status === 'approved' || handoff.status === 'redeemed'
  if (isApproved || step === 'finish') return await finish(kit, ask, handle, trip)
  return handoff.status === 'denied'
    ? await sendEnd(kit, ask, handle, 'handoff_denied')
    : await sendScanPage(kit, ask, { handle, handoff, trip })
}

function readPlace({ host, cookies }: Kit, ask: Ask, handle: string) {
  return { store: host.store, now: () => host.now(), handle, browserId: cookies.readBrowserId(ask) }
}

/** Answers when the state is another one than the page has seen, at the latest after 25 s. */
async function answerState(kit: Kit, ask: Ask, handle: string): Promise<Answer> {
  const place = readPlace(kit, ask, handle)
  const seen = readOnce(ask.url.searchParams, 'seen')
  const status = await waitForChange(kit, handle, async () => {
    const { status } = (await findHandoff(place)) ?? { status: 'gone' }
    return { status, isNews: seen === undefined || status !== seen }
  })
  return tellState({ status })
}

/** A code that is over, with a button for a new one. */
async function sendEnd(kit: Kit, ask: Ask, handle: string, code: PageCode): Promise<Answer> {
  const trip = await findOwnTrip(kit, ask, handle)
  const visit = trip?.visit
  const actions = trip && buildStartForm(kit, { handle }, findLanguage(kit, ask, visit))
  return await sendLoginPage(kit, ask, code, { visit, actions, status: 400 })
}

async function finish(kit: Kit, ask: Ask, handle: string, trip: HandoffTrip): Promise<Answer> {
  const { host, cookies } = kit
  const { visit } = trip
  const place = readPlace(kit, ask, handle)
  const browserId = place.browserId ?? ''
  const sessionId = await buildSessionId(browserId, handle)
  const found = await findHandoff(place)
  // Before it counts as fetched: a load that comes after that finds the session, or one that has ended and stays so.
  if (found?.status === 'approved' && found.result !== undefined)
    await host.sessions.take(sessionId, found.result, {
      visit,
      browser: await buildBrowserName(browserId),
      before: cookies.readSessionId(ask),
      requestId: ask.requestId,
    })
  if ((await redeemHandoff(place)) === undefined) return await sendEnd(kit, ask, handle, 'handoff_gone')
  const location = buildResumeUrl(kit, visit)
  if ((await host.sessions.find(sessionId)) !== undefined)
    return goTo(location, [cookies.writeSessionId(sessionId, host.sessionSeconds)])
  if ((await findCurrent(kit, ask)) !== undefined) return goTo(location)
  return await sendEnd(kit, ask, handle, 'login_state_unknown')
}

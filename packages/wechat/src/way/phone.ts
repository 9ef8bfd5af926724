import { type Answer, type Ask, refuseMethod } from './ask.ts'
import { depart } from './depart.ts'
import { readOwnForm } from './form.ts'
import { approveHandoff, claimHandoff, denyHandoff, type Handoff, lookUpHandoff } from './handoff.ts'
import { sendApprovePage, sendHandoffPage, sendOpenPage } from './handoff-page.ts'
import { type HandoffTrip, readHandoffTrip } from './handoff-trip.ts'
import type { SessionFacts } from './host.ts'
import { createTrip, findCurrent, type Kit } from './kit.ts'
import { sendLoginPage } from './login-page.ts'
import { locate } from './pretend-phone.ts'
import { sendProfilePage } from './profile-page.ts'
import { routes } from './route.ts'
import { wake } from './wait.ts'

// Session and handoff may be of two processes, whose clocks differ: without it the phone would go round and round.
const clocksDifferMs = 60_000

/** A phone that has opened a handoff, and who it is signed in as at the account of it. */
interface Opened {
  handle: string
  trip: HandoffTrip
  session: unknown
  person: SessionFacts | undefined
}

/** The phone's side of a handoff: sign in, see whose computer it is, type its number, or say no. */
export async function answerPhone(kit: Kit, ask: Ask, handle: string): Promise<Answer> {
  if (ask.method !== 'GET' && ask.method !== 'POST') return refuseMethod('GET, POST')
  const { host } = kit
  const handoff = await lookUpHandoff({ store: host.store, now: () => host.now(), handle })
  const trip = handoff && readHandoffTrip(kit, handoff)
  if (handoff === undefined || trip === undefined) return await sendHandoffPage(kit, ask, 'handoff_gone')
  if (routes[locate(kit, ask)].wechat !== 'authorize') return await sendOpenPage(kit, ask, handle, trip)
  const current = await findCurrent(kit, ask)
  const person = current && host.sessions.read(current.session, trip.appid)
  const opened = { handle, trip, session: current?.session, person }
  if (ask.method === 'POST') return await answerDecision(kit, ask, opened, handoff)
  if (person === undefined) return await signIn(kit, ask, opened)
  const claimed = await claimHandoff({ ...readPlace(kit, handle), by: person.owner })
  wake(kit, handle)
  if (typeof claimed === 'string') return await sendHandoffPage(kit, ask, readCode(claimed))
  if (!isFresh(person, claimed)) return await signIn(kit, ask, opened)
  if (trip.visit.profile === 'required' && !person.hasProfile)
    return await sendProfilePage(kit, ask, buildPhoneTrip(kit, opened), trip.appid)
  return await sendApprovePage(kit, ask, { handle, handoff: claimed, trip, wrong: false })
}

function readPlace({ host }: Kit, handle: string) {
  return { store: host.store, now: () => host.now(), handle }
}

/** A session of long ago may be on a phone that was lost since: WeChat says once more, silently, who holds it. */
function isFresh({ signedInAt }: SessionFacts, { createdAt }: Handoff): boolean {
  return signedInAt + clocksDifferMs >= createdAt
}

/** The phone signs in for what the computer wants, and comes back here. */
function buildPhoneTrip(kit: Kit, { handle, trip }: Opened) {
  return createTrip(kit, { ...trip.visit, resume: `${kit.host.paths.handoff}/${handle}` })
}

function signIn(kit: Kit, ask: Ask, opened: Opened): Promise<Answer> {
  const { appid } = opened.trip
  return depart(kit, ask, buildPhoneTrip(kit, opened), { appid, scope: 'snsapi_base' })
}

async function answerDecision(kit: Kit, ask: Ask, opened: Opened, handoff: Handoff): Promise<Answer> {
  const { handle, trip, session, person } = opened
  const form = await readOwnForm(ask, kit.host.origin)
  if (form === undefined) return await sendLoginPage(kit, ask, 'login_form_refused')
  if (person === undefined || !isFresh(person, handoff)) return await signIn(kit, ask, opened)
  const place = { ...readPlace(kit, handle), by: person.owner }
  if (form.get('decision') === 'deny') {
    const denied = await denyHandoff(place)
    wake(kit, handle)
    return await sendHandoffPage(kit, ask, readCode(denied))
  }
  const claimed = await claimHandoff(place)
  if (typeof claimed === 'string') return await sendHandoffPage(kit, ask, readCode(claimed))
  const number = (form.get('number') ?? '').trim()
  const result = kit.host.sessions.hand(session, trip.appid)
  const outcome = await approveHandoff({ ...place, number, result })
  wake(kit, handle)
  if (outcome !== 'number_wrong') return await sendHandoffPage(kit, ask, readCode(outcome))
  return await sendApprovePage(kit, ask, { handle, handoff: claimed, trip, wrong: true })
}

function readCode(outcome: 'gone' | 'taken' | 'approved' | 'denied') {
  return outcome === 'taken' ? ('handoff_claimed' as const) : (`handoff_${outcome}` as const)
}

import { admit } from './admission.ts'
import { type Answer, type Ask, goTo, refuseMethod } from './ask.ts'
import { depart, leave, readScope } from './depart.ts'
import { readOwnForm } from './form.ts'
import { lookUpHandoff } from './handoff.ts'
import { findOwnTrip } from './handoff-trip.ts'
import type { Visit } from './host.ts'
import { buildResumeUrl, createTrip, findCurrent, type Kit } from './kit.ts'
import { findLanguage, sendLoginPage } from './login-page.ts'
import { findAgain, type OwnAgain } from './refusal.ts'
import { startTrip } from './start.ts'
import { buildStartForm } from './start-form.ts'

/** Takes the forms of our pages: go on, begin again, "not now", and the pretend phone. */
export async function answerStart(kit: Kit, ask: Ask): Promise<Answer> {
  if (ask.method !== 'POST') return refuseMethod('POST')
  const form = await readOwnForm(ask, kit.host.origin)
  if (form === undefined) return await sendLoginPage(kit, ask, 'login_form_refused')
  if (kit.pretends && form.get('pretend') === '1') return await pretend(kit, ask, form)
  const handle = form.get('handle')
  if (handle !== null) return await beginHandoffAgain(kit, ask, handle, form.get('renew') === '1')
  const again = await findAgain(kit, ask, form.get('attempt') ?? '')
  if (again === undefined) return await sendLoginPage(kit, ask, 'login_state_unknown')
  if ('location' in again) return goTo(new URL(again.location, kit.host.origin).href)
  return form.get('decision') === 'decline' ? await decline(kit, ask, again) : await goAgain(kit, ask, again)
}

async function goAgain(kit: Kit, ask: Ask, { trip, attempt, isOpen }: OwnAgain): Promise<Answer> {
  const passage = { appid: attempt.appid, scope: readScope(attempt.scope) }
  // The page before WeChat's consent: its attempt has not left yet.
  if (isOpen && passage.scope === 'snsapi_userinfo')
    return await leave(kit, ask, passage, {
      state: attempt.state,
      cookies: [kit.cookies.writeLastState(attempt.state)],
    })
  // By the place where the browser runs now; what WeChat's consent was asked for is known from the page before it.
  const anew = { ...trip, restarts: 0 }
  if (passage.scope !== 'snsapi_userinfo') return await startTrip(kit, ask, anew)
  const admitted = await admit(kit, ask, anew)
  return 'refused' in admitted ? admitted.refused : await depart(kit, ask, admitted.trip, passage)
}

/** "Not now": on without a profile where the visitor is known, after a silent sign-in where they are not. */
async function decline(kit: Kit, ask: Ask, { trip, attempt }: OwnAgain): Promise<Answer> {
  const { visit } = trip
  if (visit.profile === 'required') return await sendDeclined(kit, ask, visit, attempt.state)
  const current = await findCurrent(kit, ask)
  if (current && kit.host.sessions.read(current.session, attempt.appid)) {
    await kit.host.sessions.decline(current.id, visit)
    return goTo(buildResumeUrl(kit, visit))
  }
  const silent = { appid: attempt.appid, scope: 'snsapi_base' } as const
  return await depart(kit, ask, { ...trip, restarts: 0, declined: true }, silent)
}

async function sendDeclined(kit: Kit, ask: Ask, visit: Visit, state: string): Promise<Answer> {
  const actions = buildStartForm(kit, { attempt: state }, findLanguage(kit, ask, visit))
  return await sendLoginPage(kit, ask, 'login_declined', { visit, actions })
}

/** Another code: by a click, or by the page itself, which may do so three times. */
async function beginHandoffAgain(kit: Kit, ask: Ask, handle: string, byItself: boolean): Promise<Answer> {
  const trip = await findOwnTrip(kit, ask, handle)
  if (trip === undefined) return await sendLoginPage(kit, ask, 'handoff_gone')
  const restarts = byItself ? trip.restarts + 1 : 0
  if (restarts <= mostRenewals) return await startTrip(kit, ask, createTrip(kit, trip.visit, { restarts }))
  // No phone has come so far: another code is worth a click.
  const actions = buildStartForm(kit, { handle }, findLanguage(kit, ask, trip.visit))
  return await sendLoginPage(kit, ask, 'handoff_gone', { visit: trip.visit, actions })
}

/** How often a code that is over is made anew by itself. */
const mostRenewals = 3

/** From here on this browser is the phone: of the sign-in that it waits for, or of the code that it has opened. */
async function pretend(kit: Kit, ask: Ask, form: URLSearchParams): Promise<Answer> {
  const { host } = kit
  const cookies = [kit.cookies.writePretends()]
  const opened = form.get('opened')
  if (opened !== null && (await lookUpHandoff({ store: host.store, now: () => host.now(), handle: opened })))
    return goTo(`${host.origin}${host.paths.handoff}/${opened}`, cookies)
  const trip = await findOwnTrip(kit, ask, form.get('handle') ?? '')
  if (trip === undefined) return await sendLoginPage(kit, ask, 'handoff_gone')
  const answer = await startTrip(kit, ask, createTrip(kit, trip.visit), 'wechat')
  return { ...answer, cookies: [...answer.cookies, ...cookies] }
}

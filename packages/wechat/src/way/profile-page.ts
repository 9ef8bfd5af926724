import { findOwnAttempt } from '../login/attempt.ts'
import { type Answer, type Ask, refuseMethod } from './ask.ts'
import { begin } from './depart.ts'
import type { Visit } from './host.ts'
import { html } from './html.ts'
import { type Kit, readTrip, type Trip } from './kit.ts'
import { findLanguage, findText, sendPage } from './login-page.ts'
import { wordTexts } from './page-text.ts'
import { sendRefusal } from './refusal.ts'
import { buildStartForm } from './start-form.ts'

/** The page that says why the profile is wanted, what is read and what is not, with an easy "not now". */
export async function sendProfilePage(kit: Kit, ask: Ask, trip: Trip, appid: string): Promise<Answer> {
  const { state, cookies } = await begin(kit, ask, trip, { appid, scope: 'snsapi_userinfo' })
  const page = await buildProfilePage(kit, ask, trip.visit, state)
  return { ...page, cookies: [...page.cookies, ...cookies] }
}

/** The same page for an attempt that was begun before: it may be loaded again. */
export async function answerProfile(kit: Kit, ask: Ask, state: string): Promise<Answer> {
  if (ask.method !== 'GET') return refuseMethod('GET')
  const { store } = kit.host
  const found = await findOwnAttempt({ store, state, browserId: kit.cookies.readBrowserId(ask) })
  const trip = found && readTrip(kit, found.attempt)
  if (found === undefined || trip === undefined || found.attempt.scope !== 'snsapi_userinfo')
    return await sendRefusal(kit, ask, 'login_state_unknown', { state })
  return await buildProfilePage(kit, ask, trip.visit, state)
}

async function buildProfilePage(kit: Kit, ask: Ask, visit: Visit, state: string): Promise<Answer> {
  const language = findLanguage(kit, ask, visit)
  const facts = await kit.host.readFacts(visit)
  const word = wordTexts[language]
  const { title, visitor } = findText(kit, language, 'login_profile')
  const icon = facts.icon !== undefined && /^https:/.test(facts.icon) ? facts.icon : undefined
  return await sendPage(kit, facts, {
    status: 200,
    language,
    title,
    showsPicture: icon !== undefined,
    body: html`${icon && html`<img class="icon" src="${icon}" alt="">`}
<p>${word.profileWhy(facts.site)}</p>
<ul><li>${word.profileTakes}</li></ul>
<p class="hint">${visitor}</p>
${buildStartForm(kit, { attempt: state }, language, { label: word.continue, without: true })}`,
  })
}

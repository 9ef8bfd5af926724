import { type Attempt, findAttempt, findOwnAttempt } from '../login/attempt.ts'
import type { Answer, Ask } from './ask.ts'
import { type Kit, readTrip, type Trip } from './kit.ts'
import { findLanguage, sendLoginPage } from './login-page.ts'
import type { PageCode } from './page-text.ts'
import { buildStartForm } from './start-form.ts'

/** A page for a callback that was refused. Its button begins a new sign-in of this browser, where there is one to begin. */
export async function sendRefusal(
  kit: Kit,
  ask: Ask,
  code: PageCode,
  { state = '', appid }: { state?: string | undefined; appid?: string | undefined },
): Promise<Answer> {
  await kit.host.onEvent?.({ kind: 'refused', code, appid, requestId: ask.requestId }, ask)
  const again = await findAgain(kit, ask, state)
  const language = findLanguage(kit, ask)
  const actions = again === undefined ? undefined : buildStartForm(kit, { attempt: state }, language)
  return await sendLoginPage(kit, ask, code, { actions })
}

/** An attempt of this browser that can begin again. */
export interface OwnAgain {
  trip: Trip
  attempt: Attempt
  /** Whether it has not come back from WeChat yet. */
  isOpen: boolean
}

/**
 * A button begins one of these again: this browser's attempt of that state; else the one it began last; else the start of
 * whoever the state belongs to, of which nothing but that is taken over: it may be somebody else's.
 */
export async function findAgain(
  kit: Kit,
  ask: Ask,
  state: string,
): Promise<OwnAgain | { location: string } | undefined> {
  const { host, cookies } = kit
  const browserId = cookies.readBrowserId(ask)
  for (const one of [state, cookies.readLastState(ask) ?? '']) {
    const found = await findOwnAttempt({ store: host.store, state: one, browserId })
    const trip = found && readTrip(kit, found.attempt)
    if (found && trip) return { trip, attempt: found.attempt, isOpen: found.phase === 'open' }
  }
  const foreign = await findAttempt({ store: host.store, state })
  const trip = foreign && readTrip(kit, foreign)
  const location = trip && (await host.findStart?.(trip.visit))
  return location === undefined ? undefined : { location }
}

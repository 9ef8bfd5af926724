import type { Answer, Ask } from './ask.ts'
import type { Kit, Trip } from './kit.ts'
import { sendLoginPage } from './login-page.ts'

/** As much as one attempt may carry. */
const mostVisitBytes = 4096

/**
 * The page for a new sign-in that may not begin, before anything of it is kept: it carries too much, or this browser or
 * its network has begun too many. For all others the trip, which remembers whose room it takes.
 */
export async function admit(kit: Kit, ask: Ask, trip: Trip): Promise<{ refused: Answer } | { trip: Trip }> {
  const bytes = new TextEncoder().encode(JSON.stringify(trip.visit)).length
  if (bytes > mostVisitBytes) return { refused: await sendLoginPage(kit, ask, 'login_visit_too_long') }
  const browserId = kit.cookies.readBrowserId(ask)
  const wait = kit.limits.countStart(ask, { browserId, bytes })
  if (wait !== undefined) return { refused: await sendTooMany(kit, ask, wait) }
  return { trip: { ...trip, stranger: browserId === undefined ? bytes : undefined } }
}

/** The page for a browser that may not begin another sign-in, for a host that keeps something before the way does. */
export async function refuseStart(kit: Kit, ask: Ask, bytes: number): Promise<Answer | undefined> {
  const wait = kit.limits.checkStart(ask, { browserId: kit.cookies.readBrowserId(ask), bytes })
  return wait === undefined ? undefined : await sendTooMany(kit, ask, wait)
}

/** Too many from here: with the seconds after which it may be tried again. */
export async function sendTooMany(kit: Kit, ask: Ask, waitSeconds: number): Promise<Answer> {
  const page = await sendLoginPage(kit, ask, 'login_too_many')
  return { ...page, headers: { ...page.headers, 'retry-after': String(waitSeconds) } }
}

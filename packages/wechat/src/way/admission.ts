import type { Answer, Ask } from './ask.ts'
import type { Visit } from './host.ts'
import type { Kit } from './kit.ts'
import { sendLoginPage } from './login-page.ts'

/** As much as one attempt may carry. */
const mostVisitBytes = 4096

/**
 * The page for a new sign-in that may not begin, before anything of it is kept: it carries too much, or this browser or
 * its network has begun too many. Undefined for all others.
 */
export async function refuseStart(kit: Kit, ask: Ask, visit: Visit): Promise<Answer | undefined> {
  const bytes = new TextEncoder().encode(JSON.stringify(visit)).length
  if (bytes > mostVisitBytes) return await sendLoginPage(kit, ask, 'login_visit_too_long')
  const wait = kit.limits.countStart(ask, { browserId: kit.cookies.readBrowserId(ask), bytes })
  return wait === undefined ? undefined : await sendTooMany(kit, ask, wait)
}

/** Too many from here: with the seconds after which it may be tried again. */
export async function sendTooMany(kit: Kit, ask: Ask, waitSeconds: number): Promise<Answer> {
  const page = await sendLoginPage(kit, ask, 'login_too_many')
  return { ...page, headers: { ...page.headers, 'retry-after': String(waitSeconds) } }
}

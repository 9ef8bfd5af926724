import type { Context } from '../context.ts'
import type { Person } from '../record/person.ts'
import type { Session } from '../record/session.ts'

const profileFreshSeconds = 30 * 24 * 3600

/** Whether the profile is missing, or older than thirty days. */
export function isProfileNeeded({ clock }: Context, person: Person | undefined): boolean {
  if (person?.profileAt === undefined) return true
  return clock.now() - person.profileAt > profileFreshSeconds * 1000
}

/** So long after asking in vain the visitor is let through; afterwards it may be tried again. */
const askedInVainSeconds = 600

/**
 * Whether a session already gives a client what it asks for: this account, and a profile if it wants one. A
 * profile that was just asked for and did not come is not asked for again: the visitor would go round in
 * circles.
 */
export async function isSatisfied(
  context: Context,
  session: Session,
  wish: { appid: string; wantsProfile: boolean },
): Promise<boolean> {
  if (session.appid !== wish.appid) return false
  if (!wish.wantsProfile) return true
  const { profileAskedAt = 0 } = session
  if (context.clock.now() - profileAskedAt < askedInVainSeconds * 1000) return true
  return !isProfileNeeded(context, await context.people.find(session.personId))
}

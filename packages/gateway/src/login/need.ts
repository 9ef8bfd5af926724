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
const askedInVainMs = 600_000

/** A visitor who said "not now" is not asked again for a day. */
const declinedMs = 86_400_000

/**
 * Whether a session already gives a client what it asks for: a seat at this account, and a profile if it wants one. A
 * profile that was just asked for and did not come is not asked for again: the visitor would go round in circles.
 */
export async function isSatisfied(
  context: Context,
  { seats }: Session,
  { appid, wantsProfile }: { appid: string; wantsProfile: boolean },
): Promise<boolean> {
  const seat = seats[appid]
  if (seat === undefined) return false
  if (!wantsProfile) return true
  const now = context.clock.now()
  const { profileAskedAt = 0, declinedAt = 0 } = seat
  if (now - profileAskedAt < askedInVainMs || now - declinedAt < declinedMs) return true
  return !isProfileNeeded(context, await context.people.find(seat.personId))
}

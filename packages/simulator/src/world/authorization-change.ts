import type { SimulatedEvent } from './announcement.ts'
import type { Authorization } from './authorization.ts'
import type { World } from './world.ts'

/** A grant that an account's owner made: what stands now, the code for the platform, and what was announced. */
export type Granted = {
  authorization: Authorization
  authorizationCode: string
  expiresInSeconds: number
  event: SimulatedEvent | null
}

/** What an owner's link carried, where nobody opened one: a code like any other of the platform, used by now. */
export function issueUsedPreAuthCode(world: World, component: string): string {
  const { preAuthCodeSeconds } = world.switches
  const code = world.platformCodes.issue({ component, appid: null }, preAuthCodeSeconds, world.clock.now())
  code.used = true
  return code.code
}

/** What mini programs alone can grant; an official account never had them in a recording. */
const MINI_PROGRAM_SETS = [17, 18, 19, 20, 21, 25, 30, 31, 36, 37, 40, 41, 45, 48, 49, 51, 52]

function listGrantable(world: World, appid: string, permissionSets: number[]): number[] {
  if (world.applications.get(appid)?.kind === 'miniprogram') return permissionSets
  return permissionSets.filter((id) => !MINI_PROGRAM_SETS.includes(id))
}

/**
 * An owner authorizes a platform, or changes what it may do. Announces `authorized` or `updateauthorized`; a
 * grant that changes nothing is not announced, yet gives a code as well.
 */
export function grantAuthorization(
  world: World,
  grant: { component: string; appid: string; permissionSets: number[]; preAuthCode: string },
): Granted {
  const { component, appid, preAuthCode } = grant
  const permissionSets = listGrantable(world, appid, grant.permissionSets)
  const now = world.clock.now()
  const { authorization, change } = world.authorizations.grant(component, appid, permissionSets, now)
  const { authCodeSeconds: expiresInSeconds } = world.switches
  const code = world.platformCodes.issue({ component, appid }, expiresInSeconds, now)
  const granted = { authorization, authorizationCode: code.code, expiresInSeconds }
  if (change === 'none') return { ...granted, event: null }
  const event: SimulatedEvent = {
    kind: change === 'new' ? 'authorized' : 'updateauthorized',
    component,
    appid,
    authorizationCode: code.code,
    authorizationCodeExpiresAt: code.expiresAt,
    preAuthCode,
  }
  world.announcements.announce(event)
  return { ...granted, event }
}

/**
 * An owner takes the grant back: the platform's tokens of the account die and `unauthorized` is announced.
 * Undefined when there was no grant.
 */
export function withdrawAuthorization(
  world: World,
  component: string,
  appid: string,
): SimulatedEvent | undefined {
  if (!world.authorizations.withdraw(component, appid)) return undefined
  world.appTokens.withdraw(component, appid, world.clock.now())
  const event: SimulatedEvent = { kind: 'unauthorized', component, appid }
  world.announcements.announce(event)
  return event
}

import type { Authorization } from './authorization.ts'
import type { World } from './world.ts'

/** A grant that an account's owner made: what stands now, and the code for the platform. */
export type Granted = { authorization: Authorization; authorizationCode: string; expiresInSeconds: number }

/**
 * An owner authorizes a platform, or changes what it may do. Announces `authorized` or `updateauthorized`; a
 * grant that changes nothing is not announced, yet gives a code as well.
 */
export function grantAuthorization(
  world: World,
  grant: { component: string; appid: string; permissionSets: number[]; preAuthCode: string },
): Granted {
  const { component, appid, permissionSets, preAuthCode } = grant
  const now = world.clock.now()
  const { authorization, change } = world.authorizations.grant(component, appid, permissionSets, now)
  const { authCodeSeconds } = world.switches
  const code = world.platformCodes.issue({ component, appid }, authCodeSeconds, now)
  if (change !== 'none') {
    world.announcements.announce({
      kind: change === 'new' ? 'authorized' : 'updateauthorized',
      component,
      appid,
      authorizationCode: code.code,
      authorizationCodeExpiresAt: code.expiresAt,
      preAuthCode,
    })
  }
  return { authorization, authorizationCode: code.code, expiresInSeconds: authCodeSeconds }
}

/** An owner takes the grant back: the platform's tokens of the account die. False when there was no grant. */
export function withdrawAuthorization(world: World, component: string, appid: string): boolean {
  if (!world.authorizations.withdraw(component, appid)) return false
  world.appTokens.withdraw(component, appid, world.clock.now())
  world.announcements.announce({ kind: 'unauthorized', component, appid })
  return true
}

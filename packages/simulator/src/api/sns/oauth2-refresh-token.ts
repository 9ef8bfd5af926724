import { readApplication } from '../../rules/application.ts'
import type { Call } from '../../rules/call.ts'
import { checkGrantType } from '../../rules/grant-type.ts'
import { countSnsCall } from '../../rules/limit.ts'
import { readRefreshToken } from '../../rules/refresh-token.ts'
import { type RefreshToken, USER_TOKEN_SECONDS } from '../../world/user-token.ts'
import { describeScope } from './oauth2-access-token.ts'

/** Renews the access token of a refresh token, and that token itself with the switch `rotateRefreshToken`. */
export function answerRefresh(call: Call, refresh: RefreshToken): Record<string, unknown> {
  const { world, now } = call
  const current = world.userTokens.renew(refresh, now)
  const next = world.switches.rotateRefreshToken ? world.userTokens.rotate(refresh, now) : refresh
  return {
    access_token: current.token,
    expires_in: USER_TOKEN_SECONDS,
    refresh_token: next.token,
    openid: refresh.visitor.openid,
    ...describeScope(call, refresh.scope),
  }
}

/** `GET /sns/oauth2/refresh_token`: a living token gets its time again, an expired one is replaced. */
export function refreshUserToken(call: Call): Record<string, unknown> {
  const application = readApplication(call.world, call.query.get('appid'))
  checkGrantType(call.query.get('grant_type'), 'refresh_token')
  countSnsCall(call, application.appid)
  return answerRefresh(call, readRefreshToken(call, application))
}

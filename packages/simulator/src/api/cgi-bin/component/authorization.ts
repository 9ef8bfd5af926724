import { readAuthorizationCode } from '../../../rules/authorization-code.ts'
import { readBodyText, readJsonBody } from '../../../rules/body.ts'
import type { Call } from '../../../rules/call.ts'
import {
  checkAuthorizerRefreshToken,
  openComponentCall,
  readAuthorization,
} from '../../../rules/component-call.ts'
import { APP_TOKEN_SECONDS } from '../../../world/app-token.ts'
import type { Authorization } from '../../../world/authorization.ts'
import { randomPlatformText } from '../../../world/random-text.ts'

/** How long the token before lives on (unconfirmed; as with `cgi-bin/token`). */
const OVERLAP_MS = 5 * 60_000

/** Sets whose entry was recorded with a word on confirmation (one official account, one published test). */
const CONFIRMED_SETS = [3, 18, 24, 27, 30, 33, 44]
const CONFIRM_INFO = { need_confirm: 0, already_confirm: 0, can_confirm: 0 }

/** Permission sets as WeChat lists them. */
export function describeSets({ permissionSets }: Authorization): Record<string, unknown>[] {
  return permissionSets.map((id) => ({
    funcscope_category: { id },
    ...(CONFIRMED_SETS.includes(id) ? { confirm_info: CONFIRM_INFO } : {}),
  }))
}

function issueAuthorizerToken(call: Call, { component, appid }: Authorization): string {
  const { appTokens } = call.world
  const token = appTokens.issue(appid, 'authorizer', call.now, component)
  appTokens.supersede(appid, 'authorizer', call.now + OVERLAP_MS, token)
  return token.token
}

/** `POST /cgi-bin/component/api_query_auth`: what an owner granted, and the account's tokens. */
export function queryAuthorization(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const component = openComponentCall(call, readBodyText(body, 'component_appid'))
  const { code, appid } = readAuthorizationCode(call, component, readBodyText(body, 'authorization_code'))
  const authorization = readAuthorization(call, component, appid)
  code.used = true
  authorization.queried = true
  return {
    authorization_info: {
      authorizer_appid: appid,
      authorizer_access_token: issueAuthorizerToken(call, authorization),
      expires_in: APP_TOKEN_SECONDS,
      authorizer_refresh_token: authorization.refreshToken,
      func_info: describeSets(authorization),
    },
  }
}

/** `POST /cgi-bin/component/api_authorizer_token`: a new token of an account. */
export function refreshAuthorizerToken(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const component = openComponentCall(call, readBodyText(body, 'component_appid'))
  const authorization = readAuthorization(call, component, readBodyText(body, 'authorizer_appid'))
  checkAuthorizerRefreshToken(authorization, readBodyText(body, 'authorizer_refresh_token'))
  const token = issueAuthorizerToken(call, authorization)
  if (call.world.switches.rotateAuthorizerRefreshToken) {
    authorization.refreshToken = randomPlatformText('refreshtoken')
  }
  return {
    authorizer_access_token: token,
    expires_in: APP_TOKEN_SECONDS,
    authorizer_refresh_token: authorization.refreshToken,
  }
}

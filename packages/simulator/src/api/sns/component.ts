import { readApplication } from '../../rules/application.ts'
import type { Call } from '../../rules/call.ts'
import { readCode } from '../../rules/code.ts'
import { openComponentCall, readAuthorization } from '../../rules/component-call.ts'
import { checkGrantType } from '../../rules/grant-type.ts'
import { readJsCode } from '../../rules/js-code.ts'
import { countSnsCall } from '../../rules/limit.ts'
import { readRefreshToken } from '../../rules/refresh-token.ts'
import type { Application } from '../../world/application.ts'
import { answerSession } from './jscode2session.ts'
import { answerCode } from './oauth2-access-token.ts'
import { answerRefresh } from './oauth2-refresh-token.ts'

/** The platform that calls with everything in the query, and the account it acts for. */
function openOnBehalf(call: Call, grantType: string): { component: string; application: Application } {
  const component = openComponentCall(call, call.query.get('component_appid'))
  const application = readApplication(call.world, call.query.get('appid'))
  readAuthorization(call, component, application.appid)
  checkGrantType(call.query.get('grant_type'), grantType)
  countSnsCall(call, application.appid)
  return { component: component.appid, application }
}

/** `GET /sns/oauth2/component/access_token`: like `/sns/oauth2/access_token`, without the account's secret. */
export function exchangeCodeOnBehalf(call: Call): Record<string, unknown> {
  const { component, application } = openOnBehalf(call, 'authorization_code')
  return answerCode(call, readCode(call, application, component))
}

/** `GET /sns/oauth2/component/refresh_token`. */
export function refreshUserTokenOnBehalf(call: Call): Record<string, unknown> {
  const { component, application } = openOnBehalf(call, 'refresh_token')
  return answerRefresh(call, readRefreshToken(call, application, component))
}

/** `GET /sns/component/jscode2session`. */
export function openSessionOnBehalf(call: Call): Record<string, unknown> {
  const { application } = openOnBehalf(call, 'authorization_code')
  return answerSession(call, application, readJsCode(call, application))
}

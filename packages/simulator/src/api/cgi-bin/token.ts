import { checkHasAppToken, checkNotPlatform, checkSecret, readApplication } from '../../rules/application.ts'
import type { Call } from '../../rules/call.ts'
import { checkGrantType } from '../../rules/grant-type.ts'
import { countTokenCall } from '../../rules/limit.ts'
import { checkWhiteList } from '../../rules/white-list.ts'
import { APP_TOKEN_SECONDS } from '../../world/app-token.ts'

const OVERLAP_MS = 5 * 60_000

/** `GET /cgi-bin/token`: always a new token; the one before it lives five more minutes. appid is judged first. */
export function issueAppToken(call: Call): Record<string, unknown> {
  const { world, now, query } = call
  checkNotPlatform(world, query.get('appid'))
  const application = readApplication(world, query.get('appid'))
  checkGrantType(query.get('grant_type'), 'client_credential')
  checkSecret(application, query.get('secret'))
  checkHasAppToken(application)
  checkWhiteList(call, application, 'secret')
  countTokenCall(call, application)
  const token = world.appTokens.issue(application.appid, 'plain', now)
  world.appTokens.supersede(application.appid, 'plain', now + OVERLAP_MS, token)
  return { access_token: token.token, expires_in: APP_TOKEN_SECONDS }
}

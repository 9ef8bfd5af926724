import { checkHasAppToken, checkNotPlatform, checkSecret, readApplication } from '../../rules/application.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkGrantType } from '../../rules/grant-type.ts'
import { countStableCall, countStableForce } from '../../rules/limit.ts'
import { checkWhiteList } from '../../rules/white-list.ts'
import type { AppToken } from '../../world/app-token.ts'
import type { Application } from '../../world/application.ts'

const RENEW_BELOW_MS = 5 * 60_000
const FORCE_GUARD_MS = 30_000

/** The token of normal mode: kept while it has five minutes left, else a new one beside the old one. */
function takeStableToken(call: Call, appid: string): AppToken {
  const current = call.world.appTokens.current(appid, 'stable')
  if (current && current.expiresAt - call.now >= RENEW_BELOW_MS) {
    call.decidedBy = 'stable_token_kept'
    return current
  }
  call.decidedBy = 'stable_token_renewed'
  return call.world.appTokens.issue(appid, 'stable', call.now)
}

/** The token of force mode: a new one and every older one dead, unless the last force was too recent. */
function forceStableToken(call: Call, application: Application): AppToken {
  const { appid } = application
  const { appTokens, stableForcedAt } = call.world
  const last = stableForcedAt.get(appid)
  if (last !== undefined && Math.abs(call.now - last) < FORCE_GUARD_MS) {
    const token = takeStableToken(call, appid)
    call.decidedBy = 'stable_token_force_too_early'
    return token
  }
  countStableForce(call, application)
  stableForcedAt.set(appid, call.now)
  const token = appTokens.issue(appid, 'stable', call.now)
  appTokens.supersede(appid, 'stable', call.now, token)
  call.decidedBy = 'stable_token_forced'
  return token
}

/** `POST /cgi-bin/stable_token`: the same token for everybody who asks; apart from `cgi-bin/token`. */
export function issueStableToken(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const appid = readBodyText(body, 'appid')
  checkGrantType(readBodyText(body, 'grant_type'), 'client_credential')
  checkNotPlatform(call.world, appid)
  const application = readApplication(call.world, appid)
  checkSecret(application, readBodyText(body, 'secret'))
  checkHasAppToken(application)
  checkWhiteList(call, application, 'secret')
  countStableCall(call, application)
  const isForced = body.get('force_refresh') === true
  const token = isForced ? forceStableToken(call, application) : takeStableToken(call, application.appid)
  return {
    access_token: token.token,
    expires_in: Math.floor((token.expiresAt - call.now) / 1000),
  }
}

import { checkSecret, readApplication } from '../../rules/application.ts'
import type { Call } from '../../rules/call.ts'
import { readCode } from '../../rules/code.ts'
import { checkGrantType } from '../../rules/grant-type.ts'
import { countSnsCall } from '../../rules/limit.ts'
import type { Code } from '../../world/code.ts'
import { USER_TOKEN_SECONDS } from '../../world/user-token.ts'

/** A silent sign-in tells the unionid of followers only, unless the switch says otherwise. */
function mayTellUnionid(call: Call, { visitor, scope }: Code): boolean {
  const { unionidWithBase } = call.world.switches
  const isProfile = scope === 'snsapi_login' || scope.split(',').includes('snsapi_userinfo')
  if (isProfile || unionidWithBase === 'always') return true
  if (unionidWithBase === 'never' || visitor.personId === null) return false
  return call.world.follows.get(visitor.personId, visitor.appid) !== undefined
}

/** `scope` as the switch `scopeInAnswer` says. */
export function describeScope({ world }: Call, scope: string): { scope?: string } {
  const { scopeInAnswer } = world.switches
  if (scopeInAnswer === 'missing') return {}
  return { scope: scopeInAnswer === 'trailingComma' ? `${scope},` : scope }
}

/** Uses up a code; answers the user token and the openid. */
export function answerCode(call: Call, code: Code): Record<string, unknown> {
  code.used = true
  const refresh = call.world.userTokens.issue(code, call.now)
  const { visitor } = code
  const isMarked = visitor.snapshot && call.world.switches.snapshotMark === 'given'
  return {
    access_token: refresh.current.token,
    expires_in: USER_TOKEN_SECONDS,
    refresh_token: refresh.token,
    openid: visitor.openid,
    ...describeScope(call, code.scope),
    ...(isMarked ? { is_snapshotuser: 1 } : {}),
    ...(visitor.unionid !== null && mayTellUnionid(call, code) ? { unionid: visitor.unionid } : {}),
  }
}

/** `GET /sns/oauth2/access_token`: a code becomes a user token and an openid, once. */
export function exchangeCode(call: Call): Record<string, unknown> {
  const application = readApplication(call.world, call.query.get('appid'))
  checkSecret(application, call.query.get('secret'))
  checkGrantType(call.query.get('grant_type'), 'authorization_code')
  countSnsCall(call, application.appid)
  return answerCode(call, readCode(call, application))
}

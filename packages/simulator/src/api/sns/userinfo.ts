import { buildAvatarUrl } from '../../page/avatar.ts'
import type { Call } from '../../rules/call.ts'
import { countSnsCall } from '../../rules/limit.ts'
import { checkUserinfoScope, readUserToken } from '../../rules/user-token.ts'
import { buildVisitor, type Visitor } from '../../world/visitor.ts'

/** The profile as it is now, not as it was when the token was given; a virtual visitor never changes. */
function readNewest(call: Call, visitor: Visitor): Visitor {
  const person = call.world.people.find(visitor.personId ?? '')
  const application = call.world.applications.get(visitor.appid)
  return person && application ? buildVisitor(person, application) : visitor
}

/** `GET /sns/userinfo`: nickname and avatar. Sex is 0 and the region empty for everybody since 2021. */
export function readUserinfo(call: Call): Record<string, unknown> {
  const token = readUserToken(call)
  countSnsCall(call, token.visitor.appid)
  checkUserinfoScope(token)
  const visitor = readNewest(call, token.visitor)
  return {
    openid: visitor.openid,
    nickname: visitor.nickname,
    sex: 0,
    language: '',
    city: '',
    province: '',
    country: '',
    headimgurl: visitor.avatarKey === null ? '' : buildAvatarUrl(call.origin, visitor.avatarKey),
    privilege: [],
    ...(visitor.unionid === null ? {} : { unionid: visitor.unionid }),
  }
}

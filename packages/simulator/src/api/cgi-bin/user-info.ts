import { checkMayReadUsers, readTokenApplication, refuseOpenid } from '../../rules/app-token.ts'
import type { Call } from '../../rules/call.ts'
import { readOpenidText } from '../../rules/user-token.ts'
import { checkWhiteList } from '../../rules/white-list.ts'
import type { Follow } from '../../world/follow.ts'
import { buildVisitor, type Visitor } from '../../world/visitor.ts'

const LANGUAGES = ['zh_CN', 'zh_TW', 'en']

/** Since 2021-12-27 neither nickname nor avatar are told here. */
function describeFollower(call: Call, visitor: Visitor, follow: Follow): Record<string, unknown> {
  const language = call.query.get('lang') ?? ''
  return {
    subscribe: 1,
    openid: visitor.openid,
    language: LANGUAGES.includes(language) ? language : 'zh_CN',
    subscribe_time: Math.floor(follow.since / 1000),
    ...(visitor.unionid === null ? {} : { unionid: visitor.unionid }),
    remark: '',
    groupid: 0,
    tagid_list: [],
    subscribe_scene: follow.scene,
    qr_scene: 0,
    qr_scene_str: '',
  }
}

function describeStranger(call: Call, visitor: Visitor): Record<string, unknown> {
  const tellsUnionid = call.world.switches.unionidOfStrangers && visitor.unionid !== null
  return {
    subscribe: 0,
    openid: visitor.openid,
    ...(tellsUnionid ? { unionid: visitor.unionid } : {}),
    tagid_list: [],
  }
}

/** `GET /cgi-bin/user/info`: whether somebody follows the account. */
export function readUserInfo(call: Call): Record<string, unknown> {
  const application = readTokenApplication(call)
  if (call.world.switches.whiteListEveryCall) checkWhiteList(call, application)
  checkMayReadUsers(application)
  const openid = readOpenidText(call)
  const person = call.world.people.findByOpenid(application.appid, openid) ?? refuseOpenid(openid)
  const visitor = buildVisitor(person, application)
  const follow = call.world.follows.get(person.id, application.appid)
  return follow ? describeFollower(call, visitor, follow) : describeStranger(call, visitor)
}

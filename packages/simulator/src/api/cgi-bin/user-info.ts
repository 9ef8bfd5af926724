import { openAccountCall } from '../../rules/account-call.ts'
import { refuseOpenid } from '../../rules/app-token.ts'
import type { Call } from '../../rules/call.ts'
import { readOpenidText } from '../../rules/user-token.ts'
import type { Application } from '../../world/application.ts'
import type { Follow } from '../../world/follow.ts'
import { buildVisitor, type Visitor } from '../../world/visitor.ts'

const LANGUAGES = ['zh_CN', 'zh_TW', 'en']

/** Since 2021-12-27 neither nickname nor avatar are told here; every recording since has the fields, empty. */
function describeProfile({ world }: Call, asked: string): Record<string, unknown> {
  const language = LANGUAGES.includes(asked) ? asked : 'zh_CN'
  if (world.switches.emptyProfile === 'missing') return { language }
  return { nickname: '', sex: 0, language, city: '', province: '', country: '', headimgurl: '' }
}

function describeFollower(
  { world }: Call,
  visitor: Visitor,
  follow: Follow,
  profile: Record<string, unknown>,
): Record<string, unknown> {
  const tags = world.audience.tagsOf(visitor.appid, visitor.openid)
  return {
    subscribe: 1,
    openid: visitor.openid,
    ...profile,
    subscribe_time: Math.floor(follow.since / 1000),
    ...(visitor.unionid === null ? {} : { unionid: visitor.unionid }),
    remark: world.audience.remark(visitor.appid, visitor.openid),
    groupid: tags[0] ?? 0,
    tagid_list: tags,
    subscribe_scene: follow.scene,
    qr_scene: follow.qr?.scene ?? 0,
    qr_scene_str: follow.qr?.sceneText ?? '',
  }
}

function describeStranger(
  call: Call,
  visitor: Visitor,
  profile: Record<string, unknown>,
): Record<string, unknown> {
  const tellsUnionid = call.world.switches.unionidOfStrangers && visitor.unionid !== null
  return {
    subscribe: 0,
    openid: visitor.openid,
    ...(call.world.switches.emptyProfile === 'given' ? profile : {}),
    ...(tellsUnionid ? { unionid: visitor.unionid } : {}),
    tagid_list: [],
  }
}

/** What an account may know of the person with this openid; refuses an openid that nobody has there. */
export function describeUser(
  call: Call,
  application: Application,
  { openid, language }: { openid: string; language: string },
): Record<string, unknown> {
  const person = call.world.people.findByOpenid(application.appid, openid) ?? refuseOpenid(openid)
  const visitor = buildVisitor(person, application)
  const follow = call.world.follows.get(person.id, application.appid)
  const profile = describeProfile(call, language)
  return follow ? describeFollower(call, visitor, follow, profile) : describeStranger(call, visitor, profile)
}

/** `GET /cgi-bin/user/info`: whether somebody follows the account. */
export function readUserInfo(call: Call): Record<string, unknown> {
  const application = openAccountCall(call)
  const openid = readOpenidText(call)
  return describeUser(call, application, { openid, language: call.query.get('lang') ?? '' })
}

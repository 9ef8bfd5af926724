import type { Application } from './application.ts'
import { deriveOpenid, deriveUnionid, deriveVirtualAvatarKey } from './identity.ts'
import { type Person, readAvatarKey, readUnionid } from './person.ts'

/**
 * Whom a code or a user token speaks of: a person at one account, or the virtual account that WeChat shows
 * on a snapshot page. Everything virtual is derived from the visit alone, never from the person.
 */
export type Visitor = {
  appid: string
  openid: string
  unionid: string | null
  /** Null for a virtual visitor. */
  personId: string | null
  nickname: string
  avatarKey: string | null
  snapshot: boolean
}

/** A person of the town at an account. */
export function buildVisitor(person: Person, application: Application): Visitor {
  return {
    appid: application.appid,
    openid: deriveOpenid(person.id, application.appid),
    unionid: readUnionid(person, application.openPlatform),
    personId: person.id,
    nickname: person.nickname,
    avatarKey: readAvatarKey(person),
    snapshot: false,
  }
}

/** The virtual account of one snapshot visit; `visit` is a random word. */
export function buildVirtualVisitor(visit: string, application: Application): Visitor {
  const subject = `visit ${visit}`
  return {
    appid: application.appid,
    openid: deriveOpenid(subject, application.appid),
    unionid: application.openPlatform === null ? null : deriveUnionid(subject, application.openPlatform),
    personId: null,
    nickname: `微信用户${visit.slice(0, 4)}`,
    avatarKey: deriveVirtualAvatarKey(subject),
    snapshot: true,
  }
}

import { deriveAvatarKey, deriveOpenid, deriveUnionid } from './identity.ts'

/** Somebody of the town. */
export type Person = {
  id: string
  nickname: string
  /** A word that chooses the generated picture; null: no avatar, `headimgurl` is empty. */
  avatar: string | null
  /** False for somebody who has no unionid anywhere. */
  hasUnionid: boolean
}

/** The people of the town in order, found by id, by openid and by avatar. */
export type People = {
  list(): Person[]
  find(id: string): Person | undefined
  /** Whose openid this is at the account, if anybody's. */
  findByOpenid(appid: string, openid: string): Person | undefined
  findByAvatarKey(key: string): Person | undefined
  /** Adds somebody, or changes them in place. */
  save(person: Person): void
  /** From now on everybody has an openid at this account too. */
  admit(appid: string): void
}

/** `known` are the accounts at which everybody has an openid. */
export function createPeople(known: readonly string[]): People {
  const appids = new Set(known)
  const byId = new Map<string, Person>()
  const byOpenid = new Map<string, string>()
  const index = (id: string, appid: string) => byOpenid.set(`${appid} ${deriveOpenid(id, appid)}`, id)
  return {
    list: () => [...byId.values()],
    find: (id) => byId.get(id),
    findByOpenid: (appid, openid) => byId.get(byOpenid.get(`${appid} ${openid}`) ?? ''),
    findByAvatarKey: (key) => [...byId.values()].find((person) => readAvatarKey(person) === key),
    save(person) {
      byId.set(person.id, person)
      for (const appid of appids) index(person.id, appid)
    },
    admit(appid) {
      appids.add(appid)
      for (const id of byId.keys()) index(id, appid)
    },
  }
}

/** The unionid of a person at an open-platform account, or null when either has none. */
export function readUnionid(person: Person, openPlatform: string | null): string | null {
  return person.hasUnionid && openPlatform !== null ? deriveUnionid(person.id, openPlatform) : null
}

/** The path part of a person's avatar URL, or null without an avatar. */
export function readAvatarKey(person: Person): string | null {
  return person.avatar === null ? null : deriveAvatarKey(person.id, person.avatar)
}

import { digestText } from '../digest.ts'
import type { Identity } from '../login/identity.ts'
import type { Store } from '../store/store.ts'
import { parseJson } from '../wire/json.ts'

/** Somebody who is signed in, known by openid. */
export interface BaseVisitor {
  kind: 'base'
  /** Through which account they signed in. */
  appid: string
  openid: string
  unionid: string | undefined
  /** Milliseconds since 1970. */
  signedInAt: number
  /** When the session ends, in milliseconds since 1970. */
  expiresAt: number
}

/** Somebody who is signed in and has let us see their profile, now or within the last 30 days. */
export interface ProfileVisitor extends Omit<BaseVisitor, 'kind'> {
  kind: 'profile'
  /** May be empty or the stand-in 微信用户; never a key. */
  nickname: string
  /** Undefined for visitors without an avatar. */
  picture: string | undefined
}

/** Somebody who is signed in. */
export type Visitor = BaseVisitor | ProfileVisitor

/** Who is signed in here. */
export interface Visitors {
  /** Begins a session under this id; a profile that was shown before is known again. */
  open(sessionId: string, identity: Exclude<Identity, { kind: 'snapshot' }>): Promise<Visitor>
  /** Begins a session of somebody who is signed in elsewhere: on the phone that approved. */
  copy(sessionId: string, visitor: Visitor): Promise<Visitor>
  find(sessionId: string | undefined): Promise<Visitor | undefined>
  close(sessionId: string | undefined): Promise<void>
  /** Ends all sessions of this person and forgets their profile. */
  forget(person: { appid: string; openid: string }): Promise<void>
}

const sessionKind = 'visitor-session'
const profileKind = 'visitor-profile'
const profileSeconds = 30 * 86_400

/**
 * Sessions in a store: under the SHA-256 of their id, so that nothing in the store opens one, and owned by the person,
 * so that all of a person's end at once.
 */
export function createVisitors(options: {
  store: Store
  now: () => number
  sessionSeconds: number
}): Visitors {
  const { store, now, sessionSeconds } = options

  const save = async (sessionId: string, visitor: Visitor) => {
    const { expiresAt } = visitor
    const key = await digestText('SHA-256', sessionId)
    await store.save(sessionKind, key, JSON.stringify(visitor), { expiresAt, owner: buildOwner(visitor) })
    return visitor
  }

  return {
    async open(sessionId, identity) {
      const { appid, openid, unionid } = identity
      const profile = await keepProfile(options, identity)
      const times = { signedInAt: now(), expiresAt: now() + sessionSeconds * 1000 }
      const base = { appid, openid, unionid, ...times }
      return save(sessionId, profile ? { kind: 'profile', ...base, ...profile } : { kind: 'base', ...base })
    },

    copy: (sessionId, visitor) =>
      save(sessionId, { ...visitor, signedInAt: now(), expiresAt: now() + sessionSeconds * 1000 }),

    async find(sessionId) {
      if (sessionId === undefined) return undefined
      const row = await store.get(sessionKind, await digestText('SHA-256', sessionId))
      return row && readVisitor(row.value)
    },

    async close(sessionId) {
      if (sessionId !== undefined)
        await store.drop({ kind: sessionKind, key: await digestText('SHA-256', sessionId) })
    },

    async forget(person) {
      await store.drop({ owner: buildOwner(person) })
    },
  }
}

/** Two names for one person, of one account: what a person owns is dropped under it. */
export function buildOwner({ appid, openid }: { appid: string; openid: string }): string {
  return `visitor:${appid}/${openid}`
}

/** A visitor as it was written by `JSON.stringify`; what is undefined was left out there. */
export function readVisitor(value: string): Visitor {
  const visitor = parseJson(value) as Visitor
  const known = { ...visitor, unionid: visitor.unionid }
  return known.kind === 'profile' ? { ...known, picture: known.picture } : known
}

type KeptProfile = Pick<ProfileVisitor, 'nickname' | 'picture'>

async function keepProfile(
  { store, now }: { store: Store; now: () => number },
  identity: Exclude<Identity, { kind: 'snapshot' }>,
): Promise<KeptProfile | undefined> {
  const key = `${identity.appid}/${identity.openid}`
  if (identity.kind === 'base') {
    const row = await store.get(profileKind, key)
    return row && (parseJson(row.value) as KeptProfile)
  }
  const { nickname, picture } = identity.profile
  const options = { expiresAt: now() + profileSeconds * 1000, owner: buildOwner(identity) }
  await store.save(profileKind, key, JSON.stringify({ nickname, picture }), options)
  return { nickname, picture }
}

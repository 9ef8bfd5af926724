import { digestText } from '../digest.ts'
import type { Identity } from '../login/identity.ts'
import { changeRow } from '../store/change-row.ts'
import type { Store } from '../store/store.ts'
import { parseJson } from '../wire/json.ts'

/** A person who is signed in, known by openid. */
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
  /** The id of your own user, which `onSignIn` returned; undefined when it returned nothing. */
  user: string | undefined
}

/** A person who is signed in and has let us see their profile, now or within the last 30 days. */
export interface ProfileVisitor extends Omit<BaseVisitor, 'kind'> {
  kind: 'profile'
  /** May be empty or the stand-in 微信用户; never a key. */
  nickname: string
  /** Undefined for visitors without an avatar. */
  picture: string | undefined
}

/** A person who is signed in. */
export type Visitor = BaseVisitor | ProfileVisitor

/** The person who is signed in here. */
export interface Visitors {
  /** Begins a session under this id; a profile that was shown before is known again. */
  open(sessionId: string, visitor: NewVisitor): Promise<void>
  /** Begins a session of somebody who is signed in elsewhere: on the phone that approved. */
  copy(sessionId: string, kept: string): Promise<void>
  /** The visitor of a session of this site, through one of its accounts. */
  find(sessionId: string): Promise<KeptVisitor | undefined>
  /** Remembers that this visitor wants to show no profile today. */
  decline(sessionId: string): Promise<void>
  close(sessionId: string | undefined): Promise<void>
  /** Ends all sessions of this person and forgets their profile. */
  forget(person: { appid: string; openid: string }): Promise<void>
}

/** A visitor who has come back from WeChat, and what `onSignIn` says who it is. */
export interface NewVisitor {
  identity: Exclude<Identity, { kind: 'snapshot' }>
  user: string | undefined
  declined: boolean
}

/** A visitor as the site keeps them. */
export interface KeptVisitor {
  visitor: Visitor
  /** Until when the profile is not asked for: the visitor said "not now". Milliseconds since 1970. */
  declinedUntil: number
}

interface Setup {
  store: Store
  now: () => number
  sessionSeconds: number
  /** The site: a session of another one on the same store is none of its own. */
  origin: string
  /** The accounts of the site: a session through another one is none of its own. */
  appids: ReadonlySet<string>
}

const sessionKind = 'visitor-session'
const profileKind = 'visitor-profile'
const profileSeconds = 30 * 86_400
const declinedMs = 86_400_000

/**
 * Sessions in a store: under the SHA-256 of the site and their id, so that nothing in the store opens one, and owned by
 * the person, so that all of a person's end at once.
 */
export function createVisitors(setup: Setup): Visitors {
  const { store, now, sessionSeconds, appids } = setup
  const buildTimes = () => ({ signedInAt: now(), expiresAt: now() + sessionSeconds * 1000 })

  return {
    async open(sessionId, { identity, user, declined }) {
      const { appid, openid, unionid } = identity
      const profile = await keepProfile(setup, identity)
      const base = { appid, openid, unionid, user, ...buildTimes() }
      const visitor: Visitor = profile ? { kind: 'profile', ...base, ...profile } : { kind: 'base', ...base }
      await save(setup, sessionId, { visitor, declinedUntil: declined ? now() + declinedMs : 0 })
    },

    async copy(sessionId, text) {
      const kept = readKept(text)
      await save(setup, sessionId, { ...kept, visitor: { ...kept.visitor, ...buildTimes() } })
    },

    async find(sessionId) {
      const row = await store.get(sessionKind, await hashSession(setup, sessionId))
      const kept = row && readKept(row.value)
      return kept && appids.has(kept.visitor.appid) ? kept : undefined
    },

    async decline(sessionId) {
      const key = await hashSession(setup, sessionId)
      await changeRow(store, { kind: sessionKind, key }, (row) => {
        if (row === undefined) return { answer: undefined }
        const kept = { ...readKept(row.value), declinedUntil: now() + declinedMs }
        return { answer: undefined, write: { value: JSON.stringify(kept), expiresAt: row.expiresAt } }
      })
    },

    async close(sessionId) {
      if (sessionId !== undefined)
        await store.drop({ kind: sessionKind, key: await hashSession(setup, sessionId) })
    },

    async forget(person) {
      await store.drop({ owner: buildOwner(person) })
    },
  }
}

function hashSession({ origin }: Setup, sessionId: string): Promise<string> {
  return digestText('SHA-256', `${origin} ${sessionId}`)
}

async function save(setup: Setup, sessionId: string, kept: KeptVisitor): Promise<void> {
  const key = await hashSession(setup, sessionId)
  const { visitor } = kept
  await setup.store.save(sessionKind, key, JSON.stringify(kept), {
    expiresAt: visitor.expiresAt,
    owner: buildOwner(visitor),
  })
}

/** Two names for one person, of one account: what a person owns is dropped under it. */
export function buildOwner({ appid, openid }: { appid: string; openid: string }): string {
  return `visitor:${appid}/${openid}`
}

/** A visitor as it was written by `JSON.stringify`; what is undefined was left out there. */
function readKept(value: string): KeptVisitor {
  const { visitor, declinedUntil } = parseJson(value) as KeptVisitor
  const known = { ...visitor, unionid: visitor.unionid, user: visitor.user }
  return { visitor: known.kind === 'profile' ? { ...known, picture: known.picture } : known, declinedUntil }
}

type KeptProfile = Pick<ProfileVisitor, 'nickname' | 'picture'>

async function keepProfile(
  { store, now }: Setup,
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

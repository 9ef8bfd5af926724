import type { Database } from './database.ts'
import { buildPublicId } from './random-id.ts'

export interface Person {
  id: string
  nickname: string | undefined
  picture: string | undefined
  locale: string | undefined
  /** When the profile was last read; undefined while only the openid is known. */
  profileAt: number | undefined
}

/** The facts that WeChat told of one person through one account. */
export interface Sighting {
  appid: string
  openid: string
  /** The open-platform account that the unionid belongs to; without it a unionid is not used. */
  openPlatform: string | undefined
  unionid: string | undefined
  profile: { nickname: string; picture: string | undefined; locale: string | undefined } | undefined
  /** Undefined when it was not asked. */
  subscribed: boolean | undefined
}

export interface Bound {
  personId: string
  created: boolean
  /** The unionid belongs to somebody else: the sign-in goes by the openid, and an operator must look. */
  conflict: boolean
}

/** The names and facts of a person at one account. */
export interface Identity {
  openid: string
  unionid: string | undefined
  subscribed: boolean | undefined
}

export interface People {
  find(id: string): Promise<Person | undefined>
  findByOpenid(appid: string, openid: string): Promise<Person | undefined>
  findIdentity(
    personId: string,
    appid: string,
    openPlatform: string | undefined,
  ): Promise<Identity | undefined>
  /**
   * Finds the person behind a sighting, or makes one: person, identities and profile in one transaction, the caller's
   * where there is one.
   * A person is never found by anything but (appid, openid) and (open-platform account, unionid), and two
   * known people are never merged here.
   */
  bind(sighting: Sighting): Promise<Bound>
}

interface Setup {
  database: Database
  now: () => number
}

export function createPeople(setup: Setup): People {
  const { database } = setup
  return {
    async find(id) {
      const row = await database.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst()
      return row && readPerson(row)
    },
    async findByOpenid(appid, openid) {
      const row = await database
        .selectFrom('identities')
        .innerJoin('people', 'people.id', 'identities.person_id')
        .selectAll('people')
        .where('realm', '=', appid)
        .where('wechat_id', '=', openid)
        .executeTakeFirst()
      return row && readPerson(row)
    },
    findIdentity: (personId, appid, openPlatform) => findIdentity(database, personId, appid, openPlatform),
    bind: (sighting) =>
      database.isTransaction
        ? bind(database, setup.now(), sighting)
        : database.transaction().execute((transaction) => bind(transaction, setup.now(), sighting)),
  }
}

interface PersonColumns {
  id: string
  nickname: string | null
  picture: string | null
  locale: string | null
  profile_at: number | null
}

function readPerson(row: PersonColumns): Person {
  return {
    id: row.id,
    nickname: row.nickname ?? undefined,
    picture: row.picture ?? undefined,
    locale: row.locale ?? undefined,
    profileAt: row.profile_at === null ? undefined : Number(row.profile_at),
  }
}

async function findIdentity(
  database: Database,
  personId: string,
  appid: string,
  openPlatform: string | undefined,
): Promise<Identity | undefined> {
  const rows = await database
    .selectFrom('identities')
    .selectAll()
    .where('person_id', '=', personId)
    .where('realm', 'in', [appid, buildOpenRealm(openPlatform)])
    .execute()
  const own = rows.find((row) => row.realm === appid)
  if (!own) return undefined
  return {
    openid: own.wechat_id,
    unionid: rows.find((row) => row.realm !== appid)?.wechat_id,
    subscribed: own.subscribed === null ? undefined : own.subscribed === 1,
  }
}

function buildOpenRealm(openPlatform: string | undefined): string {
  return `open:${openPlatform ?? ''}`
}

async function bind(database: Database, now: number, sighting: Sighting): Promise<Bound> {
  const union = readUnion(sighting)
  const byOpenid = await findPersonId(database, sighting.appid, sighting.openid)
  const byUnionid = union && (await findPersonId(database, union.realm, union.unionid))
  const personId = byOpenid ?? byUnionid ?? (await createPerson(database, now))
  if (!byOpenid) await createIdentity(database, now, sighting.appid, sighting.openid, personId)
  if (union && !byUnionid) await createIdentity(database, now, union.realm, union.unionid, personId)
  await saveProfile(database, now, personId, sighting)
  await saveSubscribed(database, now, sighting)
  return {
    personId,
    created: !byOpenid && !byUnionid,
    conflict: byUnionid !== undefined && byUnionid !== personId,
  }
}

function readUnion({ openPlatform, unionid }: Sighting): { realm: string; unionid: string } | undefined {
  return openPlatform && unionid ? { realm: buildOpenRealm(openPlatform), unionid } : undefined
}

async function findPersonId(
  database: Database,
  realm: string,
  wechatId: string,
): Promise<string | undefined> {
  const row = await database
    .selectFrom('identities')
    .select('person_id')
    .where('realm', '=', realm)
    .where('wechat_id', '=', wechatId)
    .executeTakeFirst()
  return row?.person_id
}

async function createPerson(database: Database, now: number): Promise<string> {
  const id = buildPublicId('person')
  const unknown = { nickname: null, picture: null, locale: null, profile_at: null, external_id: null }
  await database
    .insertInto('people')
    .values({ id, ...unknown, created_at: now })
    .execute()
  return id
}

async function createIdentity(
  database: Database,
  now: number,
  realm: string,
  wechatId: string,
  personId: string,
): Promise<void> {
  await database
    .insertInto('identities')
    .values({
      realm,
      wechat_id: wechatId,
      person_id: personId,
      subscribed: null,
      subscribed_at: null,
      created_at: now,
    })
    .execute()
}

async function saveProfile(database: Database, now: number, personId: string, { profile }: Sighting) {
  if (!profile) return
  await database
    .updateTable('people')
    .set({
      nickname: profile.nickname,
      picture: profile.picture ?? null,
      locale: profile.locale ?? null,
      profile_at: now,
    })
    .where('id', '=', personId)
    .execute()
}

async function saveSubscribed(database: Database, now: number, { appid, openid, subscribed }: Sighting) {
  if (subscribed === undefined) return
  await database
    .updateTable('identities')
    .set({ subscribed: subscribed ? 1 : 0, subscribed_at: now })
    .where('realm', '=', appid)
    .where('wechat_id', '=', openid)
    .execute()
}

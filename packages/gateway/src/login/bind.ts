import { type Account, type Follower, type Profile, WeChatError } from '@wxgate/wechat'
import type { Context } from '../context.ts'
import type { Application } from '../record/application.ts'
import type { Bound, Sighting } from '../record/person.ts'
import type { Records } from '../record/records.ts'

/** A person whom WeChat told us of, for a client. */
export interface Seen {
  openid: string
  unionid: string | undefined
  profile: Profile | undefined
  client: string
  requestId: string | undefined
}

/** The facts that WeChat tells of a person: asked before anything is written. */
export async function readSighting(
  context: Context,
  application: Application,
  { openid, unionid, profile, client, requestId }: Seen,
): Promise<Sighting> {
  const account = context.account(application)
  const asking = { application, account, requestId }
  const follower = await findFollower(context, asking, client, { openid, unionid })
  return {
    appid: application.appid,
    openid,
    openPlatform: application.openPlatform,
    unionid: unionid ?? follower?.unionid,
    profile: profile && readProfile(profile),
    subscribed: follower?.subscribed,
  }
}

/** Finds or makes the person behind a sighting, with its audit lines. */
export async function bindPerson(
  { people, audit }: Records,
  sighting: Sighting,
  entry: { client: string; requestId?: string | undefined },
): Promise<Bound> {
  const bound = await people.bind(sighting)
  const { personId, created, conflict } = bound
  const about = { ...entry, appid: sighting.appid, personId }
  if (conflict) await audit.write({ ...about, event: 'person.conflict' })
  if (created) await audit.write({ ...about, event: 'person.created' })
  return bound
}

interface Asking {
  application: Application
  account: Account
  requestId: string | undefined
}

/**
 * Asks whether the visitor follows the account, when the client wants to know, and for somebody new, whose
 * unionid may show that they are known from another account. It never stands in the way of a sign-in.
 */
async function findFollower(
  context: Context,
  asking: Asking,
  clientId: string,
  { openid, unionid }: { openid: string; unionid: string | undefined },
): Promise<Follower | undefined> {
  const { application, account } = asking
  // Followers are an official account's: a website application and a mini program have none.
  if (application.kind !== 'service' && application.kind !== 'test') return undefined
  const client = await context.clients.find(clientId)
  const seeksUnionid = application.openPlatform !== undefined && unionid === undefined
  const isNew = seeksUnionid && !(await context.people.findByOpenid(application.appid, openid))
  if (!client?.wantsSubscribed && !isNew) return undefined
  try {
    return await account.fetchFollower(openid)
  } catch (cause) {
    return reportUnknownFollower(context, asking, cause)
  }
}

function reportUnknownFollower(
  { log }: Context,
  { application, requestId }: Asking,
  cause: unknown,
): undefined {
  if (!(cause instanceof WeChatError)) throw cause
  const { code, errcode, rid } = cause
  log.warn({
    event: 'login.follower_unknown',
    code,
    errcode,
    rid,
    appid: application.appid,
    reqId: requestId,
  })
}

function readProfile({ nickname, picture, language }: Profile) {
  return { nickname, picture, locale: language || undefined }
}

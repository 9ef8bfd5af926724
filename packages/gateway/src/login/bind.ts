import { type Follower, type Identity, WeChatError } from '@wxgate/wechat'
import type { FastifyRequest } from 'fastify'
import type { Visit } from './visit.ts'

/** Finds or makes the person behind an identity and remembers what WeChat said. Gives the person's id. */
export async function bindIdentity(
  visit: Visit,
  identity: Exclude<Identity, { kind: 'snapshot' }>,
): Promise<string> {
  const { context, application, signIn } = visit
  const follower = await findFollower(visit, identity)
  const { personId, created, conflict } = await context.people.bind({
    appid: identity.appid,
    openid: identity.openid,
    openPlatform: application.openPlatform,
    unionid: identity.unionid ?? follower?.unionid,
    profile: identity.kind === 'profile' ? readProfile(identity.profile) : undefined,
    subscribed: follower?.subscribed,
  })
  const entry = { client: signIn.client, appid: identity.appid, personId, requestId: visit.request.id }
  if (conflict) await context.audit.write({ ...entry, event: 'person.conflict' })
  if (created) await context.audit.write({ ...entry, event: 'person.created' })
  return personId
}

/**
 * Asks whether the visitor follows the account, when the client wants to know, and for somebody new, whose
 * unionid may show that they are known from another account. It never stands in the way of a sign-in.
 */
async function findFollower(
  visit: Visit,
  { openid, unionid }: { openid: string; unionid: string | undefined },
) {
  const { context, application, signIn, account, request } = visit
  const client = await context.clients.find(signIn.client)
  const seeksUnionid = application.openPlatform !== undefined && unionid === undefined
  const isNew = seeksUnionid && !(await context.people.findByOpenid(application.appid, openid))
  if (!client?.wantsSubscribed && !isNew) return undefined
  try {
    return await account.fetchFollower(openid)
  } catch (cause) {
    return reportUnknownFollower(request, application.appid, cause)
  }
}

function reportUnknownFollower(request: FastifyRequest, appid: string, cause: unknown): Follower | undefined {
  if (!(cause instanceof WeChatError)) throw cause
  const { code, errcode, rid } = cause
  request.log.warn({ event: 'login.follower_unknown', code, errcode, rid, appid })
  return undefined
}

function readProfile(profile: {
  nickname: string
  picture: string | undefined
  language: string | undefined
}) {
  return {
    nickname: profile.nickname,
    picture: profile.picture,
    locale: profile.language || undefined,
  }
}

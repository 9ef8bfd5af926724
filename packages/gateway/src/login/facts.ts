import type { Context } from '../context.ts'
import type { Grant } from '../record/grant.ts'

/** The facts that a client may know of a person whom it was granted: null where nothing is known. */
export interface VisitorFacts {
  subject: string
  client: string
  appid: string
  openid: string
  unionid: string | null
  nickname: string | null
  picture: string | null
  subscribed: boolean | null
}

export async function readFacts(
  { applications, people }: Context,
  { client, appid, openid, personId }: Grant,
): Promise<VisitorFacts> {
  const application = await applications.find(appid)
  const person = await people.find(personId)
  const identity = await people.findIdentity(personId, appid, application?.openPlatform)
  return {
    subject: personId,
    client,
    appid,
    openid,
    unionid: identity?.unionid ?? null,
    nickname: person?.nickname ?? null,
    picture: person?.picture ?? null,
    subscribed: identity?.subscribed ?? null,
  }
}

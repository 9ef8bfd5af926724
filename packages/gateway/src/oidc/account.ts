import type { Account, AccountClaims, KoaContextWithOIDC } from 'oidc-provider'
import type { Context } from '../context.ts'
import type { Grant } from '../record/grant.ts'

/** The claims of each scope. `wechat` gives what WeChat calls the person at the account that was used. */
export const claimsOfScope = {
  openid: ['sub'],
  profile: ['name', 'nickname', 'picture', 'locale', 'updated_at'],
  wechat: ['wechat_appid', 'wechat_openid', 'wechat_unionid', 'wechat_subscribed'],
}

/** The person behind a subject, or undefined when there is none any more. */
export async function findAccount(
  context: Context,
  ctx: KoaContextWithOIDC,
  subject: string,
): Promise<Account | undefined> {
  const person = await context.people.find(subject)
  if (!person) return undefined
  return {
    accountId: subject,
    async claims() {
      const grantId = ctx.oidc.entities.Grant?.jti
      const grant = grantId ? await context.grants.find(grantId) : undefined
      return {
        sub: subject,
        ...readProfileClaims(person),
        ...(grant && (await readWeChatClaims(context, grant))),
      }
    },
  }
}

function readProfileClaims(person: {
  nickname: string | undefined
  picture: string | undefined
  locale: string | undefined
  profileAt: number | undefined
}) {
  return {
    name: person.nickname,
    nickname: person.nickname,
    picture: person.picture,
    locale: person.locale,
    updated_at: person.profileAt === undefined ? undefined : Math.floor(person.profileAt / 1000),
  }
}

async function readWeChatClaims(context: Context, grant: Grant): Promise<Omit<AccountClaims, 'sub'>> {
  const application = await context.applications.find(grant.appid)
  const identity = await context.people.findIdentity(grant.personId, grant.appid, application?.openPlatform)
  return {
    wechat_appid: grant.appid,
    wechat_openid: grant.openid,
    wechat_unionid: identity?.unionid,
    wechat_subscribed: identity?.subscribed,
  }
}

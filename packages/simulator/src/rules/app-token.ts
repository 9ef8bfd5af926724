import type { AppToken } from '../world/app-token.ts'
import type { Application } from '../world/application.ts'
import { ACCOUNT_CALLS as endpoints } from './account-path.ts'
import type { Call } from './call.ts'
import { mask, quote, Refused, type Rule } from './rule.ts'
import { readAccessTokenText } from './user-token.ts'

const source = 'WeChat’s documentation: getAccessToken'

const appTokenIsNotUserToken: Rule = {
  name: 'app_token_is_not_user_token',
  endpoints,
  errcode: 40001,
  wrong: {
    en: 'This is the token of a person’s sign-in, not the global token of the account.',
    zh: '这是网页授权的 access_token，不是公众号的全局 access_token。',
  },
  passes: {
    en: 'The access_token of /cgi-bin/token or /cgi-bin/stable_token.',
    zh: '/cgi-bin/token 或 /cgi-bin/stable_token 返回的 access_token。',
  },
  source,
  confidence: 'captured',
}

const appTokenKnown: Rule = {
  name: 'app_token_known',
  endpoints,
  errcode: 40001,
  wrong: {
    en: 'No such app token was given out (or before the last reset).',
    zh: '从未发出过这个令牌（或在重置之前）。',
  },
  passes: {
    en: 'The access_token of /cgi-bin/token or /cgi-bin/stable_token.',
    zh: '/cgi-bin/token 或 /cgi-bin/stable_token 返回的 access_token。',
  },
  source,
  confidence: 'official',
}

const appTokenLatest: Rule = {
  name: 'app_token_latest',
  endpoints,
  errcode: 40001,
  wrong: {
    en: 'A newer token has been fetched (by another program?) and this one has died.',
    zh: '已有更新的令牌（可能由另一个程序获取），该令牌已失效。',
  },
  passes: {
    en: 'The newest token: keep it in one place, or use stable_token.',
    zh: '最新的令牌：集中保管，或改用 stable_token。',
  },
  source,
  confidence: 'official',
}

const appTokenFresh: Rule = {
  name: 'app_token_fresh',
  endpoints,
  errcode: 42001,
  wrong: { en: 'This app token has expired.', zh: '该令牌已过期。' },
  passes: { en: 'A new token, fetched before expires_in is over.', zh: '在 expires_in 到期前获取新令牌。' },
  source,
  confidence: 'official',
}

const appTokenIsNotComponentToken: Rule = {
  name: 'app_token_is_not_component_token',
  endpoints,
  errcode: 61015,
  wrong: {
    en: 'This is the token of a third-party platform, not of an account.',
    zh: '这是第三方平台的 component_access_token，不是账号的令牌。',
  },
  passes: {
    en: 'The authorizer_access_token of the account.',
    zh: '该账号的 authorizer_access_token。',
  },
  source: 'unconfirmed; the text is captured',
  confidence: 'captured',
}

const openidKnown: Rule = {
  name: 'openid_known',
  endpoints: [
    '/cgi-bin/user/info',
    '/cgi-bin/user/info/batchget',
    '/cgi-bin/user/get',
    '/cgi-bin/message/custom/send',
    '/cgi-bin/message/template/send',
    '/cgi-bin/user/info/updateremark',
    '/cgi-bin/tags/getidlist',
    '/cgi-bin/tags/members/batchtagging',
    '/cgi-bin/tags/members/batchuntagging',
    '/cgi-bin/tags/members/batchblacklist',
    '/cgi-bin/tags/members/batchunblacklist',
  ],
  errcode: 40003,
  wrong: { en: 'Nobody has this openid at this account.', zh: '该账号下没有这个 openid。' },
  passes: {
    en: 'An openid of this very account; the same person has another one elsewhere.',
    zh: '该账号自己的 openid；同一个人在别的账号下 openid 不同。',
  },
  source: 'https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo',
  confidence: 'official',
}

function refuseToken({ world }: Call, text: string): never {
  if (world.componentTokens.find(text)) throw new Refused(appTokenIsNotComponentToken, mask(text))
  throw new Refused(world.userTokens.find(text) ? appTokenIsNotUserToken : appTokenKnown, mask(text))
}

/** The living global token of a call and its account. */
export function readAppToken(call: Call): { token: AppToken; application: Application } {
  const text = readAccessTokenText(call)
  const token = call.world.appTokens.find(text)
  const application = call.world.applications.get(token?.appid ?? '')
  if (!token || !application) return refuseToken(call, text)
  if (token.expiresAt <= call.now) {
    throw new Refused(token.superseded ? appTokenLatest : appTokenFresh, mask(text))
  }
  return { token, application }
}

/** Refuses an openid that nobody has at this account. */
export function refuseOpenid(openid: string | undefined): never {
  throw new Refused(openidKnown, quote(openid))
}

/** An openid that somebody has at this account. */
export function checkOpenid({ world }: Call, appid: string, openid: string | undefined): string {
  return openid !== undefined && world.people.findByOpenid(appid, openid) ? openid : refuseOpenid(openid)
}

import type { UserToken } from '../world/user-token.ts'
import { ACCOUNT_CALLS } from './account-path.ts'
import type { Call } from './call.ts'
import { mask, quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/sns/userinfo', '/sns/auth']
const source = 'https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsuserinfo'

const accessTokenPresent: Rule = {
  name: 'access_token_present',
  endpoints: [...endpoints, ...ACCOUNT_CALLS],
  errcode: 41001,
  wrong: { en: 'access_token is missing.', zh: '缺少 access_token。' },
  passes: { en: 'access_token in the query.', zh: '把 access_token 放在 query 里。' },
  source,
  confidence: 'official',
}

const userTokenIsNotAppToken: Rule = {
  name: 'user_token_is_not_app_token',
  endpoints,
  errcode: 40001,
  wrong: {
    en: 'This is the global token of the account, not the token of the person.',
    zh: '这是公众号的全局 access_token，不是网页授权的 access_token。',
  },
  passes: {
    en: 'The access_token that came with the openid from /sns/oauth2/access_token.',
    zh: '/sns/oauth2/access_token 与 openid 一起返回的 access_token。',
  },
  source,
  confidence: 'captured',
}

const userTokenKnown: Rule = {
  name: 'user_token_known',
  endpoints,
  errcode: 40001,
  wrong: {
    en: 'No such user token was given out (or before the last reset).',
    zh: '从未发出过这个用户令牌（或在重置之前）。',
  },
  passes: {
    en: 'The access_token of /sns/oauth2/access_token, unchanged.',
    zh: '/sns/oauth2/access_token 返回的 access_token，原样使用。',
  },
  source,
  confidence: 'captured',
}

const userTokenFresh: Rule = {
  name: 'user_token_fresh',
  endpoints,
  errcode: 42001,
  wrong: { en: 'This user token has expired (7200 s).', zh: '用户令牌已过期（7200 秒）。' },
  passes: {
    en: 'A refresh by /sns/oauth2/refresh_token, then again.',
    zh: '先用 /sns/oauth2/refresh_token 刷新。',
  },
  source,
  confidence: 'captured',
}

const openidPresent: Rule = {
  name: 'openid_present',
  endpoints: [...endpoints, '/cgi-bin/user/info'],
  errcode: 41009,
  wrong: { en: 'openid is missing.', zh: '缺少 openid。' },
  passes: { en: 'The openid of the token answer.', zh: '换令牌时返回的 openid。' },
  source,
  confidence: 'captured',
}

const openidOfToken: Rule = {
  name: 'openid_of_token',
  endpoints,
  errcode: 40003,
  wrong: { en: 'This openid does not belong to this token.', zh: 'openid 与令牌不属于同一个人。' },
  passes: { en: 'The openid that came with this token.', zh: '与该令牌一起返回的 openid。' },
  source,
  confidence: 'official',
}

const grantStanding: Rule = {
  name: 'grant_standing',
  endpoints,
  errcode: 50001,
  wrong: { en: 'The person has withdrawn the authorization.', zh: '用户已撤回授权。' },
  passes: { en: 'A new authorization by the person.', zh: '请用户重新授权。' },
  source: 'WeChat’s documentation: table of return codes',
  confidence: 'supposed',
}

const scopeIsUserinfo: Rule = {
  name: 'scope_is_userinfo',
  endpoints: ['/sns/userinfo'],
  errcode: 48001,
  wrong: { en: 'This token was given for snsapi_base only.', zh: '该令牌只有 snsapi_base 权限。' },
  passes: {
    en: 'A sign-in with scope=snsapi_userinfo that the person allowed.',
    zh: '用 scope=snsapi_userinfo 并经用户同意的授权。',
  },
  source,
  confidence: 'official',
}

/** Whether the person withdrew the authorization after this token (or its code) was given. */
export function isWithdrawn(call: Call, token: Pick<UserToken, 'visitor' | 'epoch'>): boolean {
  const { personId, appid } = token.visitor
  return personId !== null && call.world.consents.epoch(personId, appid) !== token.epoch
}

/** The text of `access_token`, of whatever kind. */
export function readAccessTokenText(call: Call): string {
  const text = call.query.get('access_token')
  if (!text) throw new Refused(accessTokenPresent, mask(text))
  return text
}

/** The text of `openid`. */
export function readOpenidText(call: Call): string {
  const openid = call.query.get('openid')
  if (!openid) throw new Refused(openidPresent, quote(openid))
  return openid
}

/** A living user token together with its own openid. */
export function readUserToken(call: Call): UserToken {
  const text = readAccessTokenText(call)
  const openid = readOpenidText(call)
  const token = call.world.userTokens.find(text)
  if (!token) {
    const rule = call.world.appTokens.find(text) ? userTokenIsNotAppToken : userTokenKnown
    throw new Refused(rule, mask(text))
  }
  if (isWithdrawn(call, token)) throw new Refused(grantStanding, mask(text))
  if (token.expiresAt <= call.now) throw new Refused(userTokenFresh, mask(text))
  if (token.visitor.openid !== openid) throw new Refused(openidOfToken, quote(openid))
  return token
}

/** Refuses the profile to a token of a silent sign-in. */
export function checkUserinfoScope(token: UserToken): void {
  const scopes = token.scope.split(',')
  if (!scopes.includes('snsapi_userinfo') && !scopes.includes('snsapi_login'))
    throw new Refused(scopeIsUserinfo, quote(token.scope))
}

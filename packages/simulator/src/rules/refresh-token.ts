import type { Application } from '../world/application.ts'
import type { RefreshToken } from '../world/user-token.ts'
import type { Call } from './call.ts'
import { mask, Refused, type Rule } from './rule.ts'
import { isWithdrawn } from './user-token.ts'

const endpoints = ['/sns/oauth2/refresh_token', '/sns/oauth2/component/refresh_token']
const source =
  'https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html'

const refreshTokenPresent: Rule = {
  name: 'refresh_token_present',
  endpoints,
  errcode: 41003,
  wrong: { en: 'refresh_token is missing.', zh: '缺少 refresh_token。' },
  passes: { en: 'The refresh_token of the code exchange.', zh: '换 code 时得到的 refresh_token。' },
  source,
  confidence: 'captured',
}

const refreshTokenKnown: Rule = {
  name: 'refresh_token_known',
  endpoints,
  errcode: 40030,
  wrong: {
    en: 'This is no refresh_token of this appid, or it has been replaced or withdrawn.',
    zh: '不是该 appid 的 refresh_token，或已被替换、已被撤回。',
  },
  passes: {
    en: 'The last refresh_token received for this appid (not the access_token).',
    zh: '该 appid 最近一次得到的 refresh_token（不是 access_token）。',
  },
  source,
  confidence: 'captured',
}

const refreshTokenFresh: Rule = {
  name: 'refresh_token_fresh',
  endpoints,
  errcode: 42002,
  wrong: { en: 'This refresh_token is older than 30 days.', zh: '这个 refresh_token 超过了 30 天。' },
  passes: { en: 'A new authorization by the person.', zh: '请用户重新授权。' },
  source,
  confidence: 'captured',
}

/** The refresh token of this account that a refresh may use. */
export function readRefreshToken(
  call: Call,
  application: Application,
  component: string | null = null,
): RefreshToken {
  const text = call.query.get('refresh_token')
  if (!text) throw new Refused(refreshTokenPresent, mask(text))
  const refresh = call.world.userTokens.findRefresh(text)
  if (refresh?.visitor.appid !== application.appid) throw new Refused(refreshTokenKnown, mask(text))
  if (refresh.component !== component) throw new Refused(refreshTokenKnown, mask(text))
  if (refresh.rotated || isWithdrawn(call, refresh)) throw new Refused(refreshTokenKnown, mask(text))
  if (refresh.expiresAt <= call.now) throw new Refused(refreshTokenFresh, mask(text))
  return refresh
}

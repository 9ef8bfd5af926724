import { hide, type SecretText } from '../secret.ts'
import type { Wire } from '../wire/call.ts'
import { type MiniProgramSession, readMiniProgramSession } from './mini-program.ts'
import { readUserGrant, type UserGrant } from './oauth.ts'
import { type ByComponent, fetchOnBehalf } from './with-component.ts'

/**
 * Exchanges the code of a visitor who signed in through a platform; `appid` is the account's. No secret of the account
 * is needed. 40029: the code came from a link without `component_appid`; 61003: the account has withdrawn.
 * Source: WeChat's documentation, third-party platforms, `GET /sns/oauth2/component/access_token`.
 */
export async function fetchUserGrantOnBehalf(
  wire: Wire,
  { code, ...by }: ByComponent & { appid: string; code: SecretText },
): Promise<UserGrant> {
  const answer = await fetchOnBehalf(wire, '/sns/oauth2/component/access_token', by, {
    code: hide(code, 'code'),
    grant_type: 'authorization_code',
  })
  return readUserGrant(answer, wire.now())
}

/**
 * Asks for a fresh user token of a visitor who signed in through a platform; `appid` is the account's. 42002 or 42007:
 * the visitor has to authorize again.
 * Source: WeChat's documentation, third-party platforms, `GET /sns/oauth2/component/refresh_token`.
 */
export async function refreshUserGrantOnBehalf(
  wire: Wire,
  { refreshToken, ...by }: ByComponent & { appid: string; refreshToken: SecretText },
): Promise<UserGrant> {
  const answer = await fetchOnBehalf(wire, '/sns/oauth2/component/refresh_token', by, {
    grant_type: 'refresh_token',
    refresh_token: hide(refreshToken, 'refresh token'),
  })
  return readUserGrant(answer, wire.now())
}

/**
 * Exchanges the code of `wx.login()` of a mini program that authorized a platform; `appid` is the mini program's.
 * 61003: it has withdrawn. Source: WeChat's documentation, third-party platforms, `GET /sns/component/jscode2session`.
 */
export async function fetchMiniProgramSessionOnBehalf(
  wire: Wire,
  { code, ...by }: ByComponent & { appid: string; code: SecretText },
): Promise<MiniProgramSession> {
  const answer = await fetchOnBehalf(wire, '/sns/component/jscode2session', by, {
    js_code: hide(code, 'code'),
    grant_type: 'authorization_code',
  })
  return readMiniProgramSession(answer)
}

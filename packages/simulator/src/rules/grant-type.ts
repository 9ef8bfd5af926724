import { COMPONENT_SNS_CALLS } from './component-path.ts'
import { quote, Refused, type Rule } from './rule.ts'

const grantTypeIsRight: Rule = {
  name: 'grant_type_is_right',
  endpoints: [
    '/sns/oauth2/access_token',
    '/sns/oauth2/refresh_token',
    '/sns/jscode2session',
    ...COMPONENT_SNS_CALLS,
    '/cgi-bin/token',
    '/cgi-bin/stable_token',
  ],
  errcode: 40002,
  wrong: { en: 'grant_type is not the one of this call.', zh: 'grant_type 不是该接口要求的值。' },
  passes: {
    en: 'authorization_code to exchange a code, refresh_token to refresh, client_credential for the app token.',
    zh: '换 code 用 authorization_code，刷新用 refresh_token，全局令牌用 client_credential。',
  },
  source: 'https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsaccesstoken',
  confidence: 'official',
}

/** Refuses any grant_type but the call's own. */
export function checkGrantType(grantType: string | undefined, expected: string): void {
  if (grantType !== expected)
    throw new Refused(grantTypeIsRight, `${quote(grantType)}, expected "${expected}"`)
}

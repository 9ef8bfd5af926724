import { type PathCredential, readPathCredential } from '../wire/path-credential.ts'
import type { Language } from './prose.ts'

/** Which credential the call asked for, when the path in a line tells. */
export type TokenCase = PathCredential | 'profileScope'

/**
 * Why this path answered 40001 or 48001. Undefined for other codes and paths: a code alone does not tell.
 */
export function readTokenCase(code: number | undefined, path: string | undefined): TokenCase | undefined {
  if (path === undefined || (code !== 40001 && code !== 48001)) return undefined
  if (path === '/sns/userinfo' && code === 48001) return 'profileScope'
  const credential = readPathCredential(path)
  return credential === 'secret' && code === 48001 ? undefined : credential
}

export const tokenCaseProse: Readonly<Record<TokenCase, Readonly<Record<Language, string>>>> = {
  secret: {
    en: 'This call sends a secret and no token: the secret does not belong to the appid, or was reset.',
    zh: '这个调用发送的是密钥而不是令牌：密钥与 appid 不配，或已被重置。',
  },
  userToken: {
    en: "This call takes the visitor's own token, the one that came with the openid, not the account's token.",
    zh: '这个调用要的是访客自己的令牌（与 openid 一起得到的），不是账号的全局令牌。',
  },
  profileScope: {
    en: "This call takes a visitor's token of scope snsapi_userinfo; one of snsapi_base, or the account's token, is refused.",
    zh: '这个调用要的是 scope 为 snsapi_userinfo 的访客令牌；snsapi_base 的令牌或账号的全局令牌会被拒绝。',
  },
  componentToken: {
    en: "This call takes the third-party platform's component_access_token, not an account's token.",
    zh: '这个调用要的是第三方平台的 component_access_token，不是某个账号的令牌。',
  },
  appToken: {
    en: "This call takes the account's own token from cgi-bin/stable_token or cgi-bin/token; a visitor's token, or a replaced one, is refused.",
    zh: '这个调用要的是账号的全局令牌（来自 cgi-bin/stable_token 或 cgi-bin/token）；访客的令牌或已被顶替的令牌会被拒绝。',
  },
}

import { type PathCredential, readPathCredential } from '../wire/path-credential.ts'
import type { Language } from './prose.ts'

/** Which credential the call asked for, when the path in a line tells, or its words do. */
export type TokenCase = PathCredential | 'profileScope'

// Calls below /sns/ put a comma before the request id, all others a blank; and only a 40001 of the others has the
// hint getStableAccessToken (recorded).
const snsText = /[,，] ?rid[:：]/
const otherText = /getStableAccessToken/i

/** Whether WeChat's words alone tell that a call below /sns/ answered. */
export function isSnsText(text: string): boolean {
  return snsText.test(text) && !otherText.test(text)
}

/**
 * Why this call answered 40001 or 48001, by its path or else by WeChat's words. Undefined for other codes, and where
 * neither tells.
 */
export function readTokenCase(
  code: number | string | undefined,
  { path, text }: { path: string | undefined; text: string },
): TokenCase | undefined {
  if (code !== 40001 && code !== 48001) return undefined
  const call = path ?? (isSnsText(text) ? '/sns/userinfo' : undefined)
  if (call === undefined) return undefined
  if (call === '/sns/userinfo' && code === 48001) return 'profileScope'
  const credential = readPathCredential(call)
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

import type { Lang, Profile, UserGrant } from '../api/oauth.ts'
import { WeChatError } from '../error.ts'
import type { SecretText } from '../secret.ts'
import { buildAnswerError } from '../wire/answer.ts'
import { isOpenid } from '../wire/shape.ts'
import type { AuthorizeScope } from './authorize-url.ts'
import { type CheckedCode, checkCode, takeAppCode } from './checked-code.ts'
import type { SignInAccount } from './sign-in-account.ts'

/** The scope that a visitor was asked for: of an official account, or `snsapi_login` of a website application. */
export type SignInScope = AuthorizeScope | 'snsapi_login'

/** The visitor who came back from WeChat. */
export type Identity =
  | {
      /** Known by openid. */
      kind: 'base'
      appid: string
      openid: string
      unionid: string | undefined
      /** The visitor's tokens, of which the refresh token lets `account.refresh` ask again for 30 days. */
      grant: UserGrant
      /** Why there is no profile although it was asked for and granted. */
      profileFailure: WeChatError | undefined
    }
  | {
      /** Known by openid, with the profile that the visitor let us see. */
      kind: 'profile'
      appid: string
      openid: string
      unionid: string | undefined
      /** The visitor's tokens, of which the refresh token lets `account.refresh` ask again for 30 days. */
      grant: UserGrant
      profile: Profile
    }
  | {
      /** A virtual visitor of WeChat's snapshot page: nobody. The made-up ids are left out on purpose. */
      kind: 'snapshot'
      appid: string
    }

/**
 * Finds out who stands behind a code, which `takeCallback` hands to `finish` once it has checked state, browser and
 * account: a code that was not checked is a `TypeError` (`login_code_unchecked`). Exchanges it once; asks for the profile only if that was the scope and it
 * was granted (a grant that does not name its scopes counts as granted, since WeChat may leave them out). A
 * profile that cannot be had does not spoil the sign-in. Throws what the exchange throws, `wire_answer` for an
 * unusable openid, and `login_identity_mismatch` when profile and grant are of different people.
 */
export async function identify(
  account: SignInAccount,
  { code, scope, lang }: { code: CheckedCode; scope: SignInScope; lang?: Lang | undefined },
): Promise<Identity> {
  const { appid } = account
  checkCode(code)
  const grant = await account.exchange(code)
  if (grant.snapshot) return { kind: 'snapshot', appid }
  const { openid, unionid } = grant
  if (!isOpenid(openid)) throw buildAnswerError('/sns/oauth2/access_token', 'the openid is malformed')
  const profile = isProfileGranted(grant, scope) ? await askProfile(account, grant, lang) : undefined
  if (profile === undefined || profile instanceof WeChatError)
    return { kind: 'base', appid, openid, unionid, grant, profileFailure: profile }
  checkSamePerson(grant, profile)
  return { kind: 'profile', appid, openid, unionid: unionid ?? profile.unionid, grant, profile }
}

/**
 * Finds out who stands behind a code that a mobile application sent itself: there is no callback and no state, so a
 * code of a web page must never come here, it may be somebody else's. Throws what `identify` throws.
 *
 * ```ts
 * const identity = await identifyInApp(account, { code })
 * ```
 *
 * Source: WeChat's documentation, mobile applications, `SendAuth.Resp`.
 */
export async function identifyInApp(
  account: SignInAccount,
  { code, lang }: { code: SecretText; lang?: Lang | undefined },
): Promise<Identity> {
  return await identify(account, { code: takeAppCode(code), scope: 'snsapi_userinfo', lang })
}

function isProfileGranted({ scopes }: UserGrant, asked: SignInScope): boolean {
  return asked !== 'snsapi_base' && (scopes.length === 0 || scopes.includes(asked))
}

async function askProfile(
  account: SignInAccount,
  grant: UserGrant,
  lang?: Lang | undefined,
): Promise<Profile | WeChatError> {
  try {
    return await account.fetchProfile(grant, lang)
  } catch (error) {
    if (error instanceof WeChatError) return error
    throw error
  }
}

function checkSamePerson(grant: UserGrant, profile: Profile): void {
  const sameUnion =
    grant.unionid === undefined || profile.unionid === undefined || grant.unionid === profile.unionid
  if (profile.openid !== grant.openid || !sameUnion)
    throw new WeChatError('login_identity_mismatch', 'Profile and grant are of different people', {
      path: '/sns/userinfo',
    })
}

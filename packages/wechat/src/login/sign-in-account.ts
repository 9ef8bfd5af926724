import {
  fetchProfile,
  fetchUserGrant,
  type Lang,
  type Profile,
  refreshUserGrant,
  type UserGrant,
} from '../api/oauth.ts'
import { keepSecret, type SecretText } from '../secret.ts'
import { checkWire, createWire, type Wire } from '../wire/call.ts'
import type { Origins } from '../wire/origins.ts'
import { type AuthorizeScope, buildAuthorizeUrl, checkAppid } from './authorize-url.ts'

/** An account as far as signing visitors in goes. How it proves itself to WeChat is its own affair. */
export interface SignInAccount {
  appid: string
  /** Where its links lead: WeChat, or what stands for it. */
  origins: Origins
  /** The link that sends a visitor to WeChat: see `buildAuthorizeUrl`. */
  authorizeUrl(options: {
    redirectUri: string
    scope: AuthorizeScope
    state: string
    forcePopup?: boolean | undefined
    forceSnapshot?: boolean | undefined
    connectRedirect?: boolean | undefined
  }): string
  /** Exchanges a code, which works once: see `fetchUserGrant`. */
  exchange(code: SecretText): Promise<UserGrant>
  /** Fresh tokens of a visitor within 30 days of the sign-in: see `refreshUserGrant`. */
  refresh(refreshToken: SecretText): Promise<UserGrant>
  /** Nickname and avatar: see `fetchProfile`. */
  fetchProfile(grant: Pick<UserGrant, 'accessToken' | 'openid'>, lang?: Lang | undefined): Promise<Profile>
}

/** The options of an account that only signs people in. */
export interface SignInAccountOptions {
  /** How calls reach WeChat; `createWire()`, WeChat itself, unless given. */
  wire?: Wire | undefined
  appid: string
  /** The AppSecret, or a function that is asked for it whenever it is needed. */
  secret: SecretText | (() => SecretText)
}

/**
 * An account that only signs people in. It needs no store and no place on the account's white list of addresses, which
 * WeChat checks for app tokens alone (unconfirmed). `createAccount` does all of this, and keeps tokens. Throws a
 * `TypeError` for what can never work: `login_appid_invalid`, `secret_empty`, `secret_blank`, `wire_option_invalid`.
 */
export function createSignInAccount(options: SignInAccountOptions): SignInAccount {
  const { wire = createWire(), appid } = options
  checkWire(wire)
  checkAppid(appid)
  const readSecret = keepSecret(options.secret)
  return {
    ...buildLinks(wire, appid),
    exchange: (code) => fetchUserGrant(wire, { appid, secret: readSecret(), code }),
    refresh: (refreshToken) => refreshUserGrant(wire, { appid, refreshToken }),
  }
}

/** The abilities of every account, however it proves itself: its links, and profiles by the visitor's own token. */
export function buildLinks(
  wire: Wire,
  appid: string,
  componentAppid?: string | undefined,
): Omit<SignInAccount, 'exchange' | 'refresh'> {
  const { origins } = wire
  return {
    appid,
    origins,
    authorizeUrl: (link) => buildAuthorizeUrl({ ...link, appid, componentAppid, origins }),
    fetchProfile: ({ accessToken, openid }, lang) => fetchProfile(wire, { accessToken, openid, lang }),
  }
}

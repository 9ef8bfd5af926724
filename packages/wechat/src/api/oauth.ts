import { WeChatError } from '../error.ts'
import { hide, type Secret, type SecretText } from '../secret.ts'
import type { Answer } from '../wire/answer.ts'
import { fetchByQuery, type Wire } from '../wire/call.ts'
import { isWeChatItself, type Origins } from '../wire/origins.ts'
import { readMark, readOpenid, readOptionalString, readSeconds, readString, readText } from '../wire/shape.ts'

/**
 * The access token of one visitor, good for `/sns/*` alone. Its type keeps it apart from `AppToken`: handing the
 * app token to `sns/userinfo` is an old and popular mistake.
 */
export type UserToken = Secret<'user token'>

/** Takes a kept text back as a user token. Throws a `TypeError` (`secret_empty`) when it is empty. */
export function readUserToken(text: string): UserToken {
  return hide(text, 'user token')
}

/** Asks for fresh user tokens, for 30 days. Keep what `reveal()` gives, sealed. */
export type RefreshToken = Secret<'refresh token'>

/** What a visitor granted. */
export interface UserGrant {
  accessToken: UserToken
  /** Of the access token, in milliseconds since 1970; WeChat gives it 7,200 s. */
  expiresAt: number
  /** Good for 30 days. Keep the newest one you were given. */
  refreshToken: RefreshToken
  openid: string
  /** Empty when WeChat leaves the field out, as its newest page does. */
  scopes: readonly string[]
  /** Only for accounts that are bound to an open-platform account, and not on every call. */
  unionid: string | undefined
  /** True for a virtual visitor of a snapshot page: never a person, never to be bound to a user. */
  snapshot: boolean
  /** Everything that WeChat sent, the fields without a name of ours included; tokens are hidden here too. */
  raw: Readonly<Record<string, unknown>>
}

/** What a visitor let us see. */
export interface Profile {
  openid: string
  /** At most 64 characters, none of them a control character. May be empty or the stand-in 微信用户; never a key. */
  nickname: string
  /** https, or http on loopback from a simulator; undefined for visitors without an avatar. The address dies when the avatar changes. */
  picture: string | undefined
  unionid: string | undefined
  /** WeChat has left it empty since 2021. */
  language: string | undefined
  /** Everything that WeChat sent, the fields without a name of ours included, such as `privilege`. */
  raw: Readonly<Record<string, unknown>>
}

/** The languages that WeChat knows. */
export type Lang = 'zh_CN' | 'zh_TW' | 'en'

/**
 * Exchanges a code, which works once and for 5 minutes; a second exchange gives 40163, or 40029.
 * Source: WeChat's documentation, /doc/service/api/webdev/access/, `GET /sns/oauth2/access_token`.
 */
export async function fetchUserGrant(
  wire: Wire,
  { appid, secret, code }: { appid: string; secret: SecretText; code: SecretText },
): Promise<UserGrant> {
  const answer = await fetchByQuery(wire, '/sns/oauth2/access_token', {
    appid,
    secret: hide(secret, 'app secret'),
    code: hide(code, 'code'),
    grant_type: 'authorization_code',
  })
  return readUserGrant(answer, wire.now())
}

/**
 * Asks for a fresh user token; no secret is needed. 42002 or 42007: the visitor has to authorize again.
 * Source: WeChat's documentation, /doc/service/api/webdev/access/, `GET /sns/oauth2/refresh_token`.
 */
export async function refreshUserGrant(
  wire: Wire,
  { appid, refreshToken }: { appid: string; refreshToken: SecretText },
): Promise<UserGrant> {
  const answer = await fetchByQuery(wire, '/sns/oauth2/refresh_token', {
    appid,
    grant_type: 'refresh_token',
    refresh_token: hide(refreshToken, 'refresh token'),
  })
  return readUserGrant(answer, wire.now())
}

const deadGrant: ReadonlySet<number> = new Set([40001, 40003, 40014, 42001, 42007, 50001])

/**
 * Whether a user token is still good for this openid. False only when WeChat says so; every other failure is
 * thrown. Source: WeChat's documentation, /doc/service/api/webdev/access/, `GET /sns/auth`.
 */
export async function fetchUserTokenValidity(
  wire: Wire,
  { accessToken, openid }: { accessToken: UserToken; openid: string },
): Promise<boolean> {
  try {
    await fetchByQuery(wire, '/sns/auth', { access_token: accessToken, openid })
    return true
  } catch (error) {
    if (error instanceof WeChatError && error.errcode !== undefined && deadGrant.has(error.errcode))
      return false
    throw error
  }
}

/**
 * Nickname and avatar of a visitor who consented; 48001 when the token is of `snsapi_base`. The caller compares
 * the openid with the grant's. Language is `zh_CN` unless told.
 * Source: WeChat's documentation, /doc/service/api/webdev/access/, `GET /sns/userinfo`.
 */
export async function fetchProfile(
  wire: Wire,
  {
    accessToken,
    openid,
    lang = 'zh_CN',
  }: { accessToken: UserToken; openid: string; lang?: Lang | undefined },
): Promise<Profile> {
  const answer = await fetchByQuery(wire, '/sns/userinfo', { access_token: accessToken, openid, lang })
  return {
    openid: readOpenid(answer),
    nickname: clampName(readText(answer, 'nickname')),
    picture: readPicture(answer, wire.origins),
    unionid: readOptionalString(answer, 'unionid'),
    language: readOptionalString(answer, 'language'),
    raw: answer.fields,
  }
}

/** The grant of an answer; `now` is milliseconds since 1970. */
export function readUserGrant(answer: Answer, now: number): UserGrant {
  const accessToken = readUserToken(readString(answer, 'access_token'))
  const refreshToken = hide(readString(answer, 'refresh_token'), 'refresh token')
  return {
    accessToken,
    expiresAt: now + readSeconds(answer, 'expires_in') * 1000,
    refreshToken,
    openid: readOpenid(answer),
    scopes: readScopes(answer),
    unionid: readOptionalString(answer, 'unionid'),
    snapshot: readMark(answer, 'is_snapshotuser'),
    raw: { ...answer.fields, access_token: accessToken, refresh_token: refreshToken },
  }
}

function readScopes(answer: Answer): readonly string[] {
  const scopes = (readOptionalString(answer, 'scope') ?? '').split(',').map((scope) => scope.trim())
  return scopes.filter((scope) => scope !== '')
}

// A nickname is put into pages and databases: WeChat's own have at most 32 characters, and no control characters.
function clampName(name: string): string {
  return [...name.replace(/\p{Cc}/gu, '')].slice(0, 64).join('')
}

// Old answers name WeChat's picture hosts by http, which a page served over https would not show. A picture is put into
// pages: what is no https address is none. A simulator on this machine has its own without TLS.
function readPicture(answer: Answer, origins: Origins): string | undefined {
  const text = readOptionalString(answer, 'headimgurl')?.replace(
    /^http:\/\/(?=[a-z]+\.qlogo\.cn\/)/,
    'https://',
  )
  const isSimulated =
    !isWeChatItself(origins) && /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(text ?? '')
  return isSimulated || text?.startsWith('https://') ? text : undefined
}

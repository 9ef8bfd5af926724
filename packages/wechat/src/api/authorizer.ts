import { hide, type Secret, type SecretText } from '../secret.ts'
import type { Answer } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { isRecord } from '../wire/json.ts'
import {
  hideFields,
  readCount,
  readOptionalSeconds,
  readOptionalString,
  readRecord,
  readRecords,
  readSeconds,
  readString,
} from '../wire/shape.ts'
import type { AppToken } from './token.ts'
import { type ByComponent, fetchWithComponent } from './with-component.ts'

/** Renews the tokens of one authorization, as long as that lasts. Losing it costs the owner another visit. */
export type AuthorizerRefreshToken = Secret<'authorizer refresh token'>

/** Tokens of an account that authorized a platform. */
export interface AuthorizerTokens {
  accessToken: AppToken
  /** Of the access token, in milliseconds since 1970. */
  expiresAt: number
  /** Save it over the one before, every time: whether WeChat changes it is not documented. */
  refreshToken: AuthorizerRefreshToken
}

/** What an authorization code stood for. */
export interface Authorization {
  appid: string
  /** Undefined when the account has no API ability. */
  tokens: AuthorizerTokens | undefined
  /** The permission sets that were granted, by WeChat's ids: 4 is web authorization, 2 is users. */
  permissions: readonly number[]
  /** WeChat's `authorization_info` with all fields; tokens are hidden here too. */
  raw: Readonly<Record<string, unknown>>
}

/** One account of a platform's list. */
export interface ListedAuthorizer {
  appid: string
  /** Undefined when WeChat leaves it empty, as it does until the authorization code was redeemed once. */
  refreshToken: AuthorizerRefreshToken | undefined
  /** Of the first authorization, in milliseconds since 1970. */
  authorizedAt: number | undefined
}

/** A page of a platform's list. */
export interface AuthorizerPage {
  total: number
  authorizers: readonly ListedAuthorizer[]
}

/** What a platform may know of an account that authorized it. */
export interface AuthorizerInfo {
  appid: string
  /** WeChat's `nick_name`. */
  name: string | undefined
  /** `gh_…`, WeChat's `user_name`. */
  originalId: string | undefined
  /** Whether it is a mini program; else it is an official account. */
  miniProgram: boolean
  permissions: readonly number[]
  /** Undefined when WeChat leaves it empty. Never the access token. */
  refreshToken: AuthorizerRefreshToken | undefined
  /** WeChat's `authorizer_info` with all fields. */
  raw: Readonly<Record<string, unknown>>
}

// 500 entries do not fit into the ordinary limit of an answer.
const listBytes = 1_000_000

/**
 * Redeems an authorization code, which works once: the account's tokens and permissions. 61009 and 61010: the code is
 * wrong or old; the owner has to authorize again.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/api_query_auth`.
 */
export async function fetchAuthorization(
  wire: Wire,
  { authorizationCode, ...by }: ByComponent & { authorizationCode: SecretText },
): Promise<Authorization> {
  const body = { authorization_code: hide(authorizationCode, 'authorization code') }
  const answer = await fetchWithComponent(wire, 'api_query_auth', by, body)
  const info = readRecord(answer, 'authorization_info')
  const hasTokens = readOptionalString(info, 'authorizer_access_token') !== undefined
  return {
    appid: readString(info, 'authorizer_appid'),
    tokens: hasTokens ? readTokens(info, wire.now()) : undefined,
    permissions: readPermissions(info),
    raw: hideFields(info, {
      authorizer_access_token: 'app token',
      authorizer_refresh_token: 'authorizer refresh token',
    }),
  }
}

/**
 * Fetches the token of an account with its refresh token. 61023: the refresh token is not the current one; 61003:
 * the account has withdrawn. `appid` is the account's.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/api_authorizer_token`.
 */
export async function fetchAuthorizerTokens(
  wire: Wire,
  { appid, refreshToken, ...by }: ByComponent & { appid: string; refreshToken: SecretText },
): Promise<AuthorizerTokens> {
  const body = {
    authorizer_appid: appid,
    authorizer_refresh_token: hide(refreshToken, 'authorizer refresh token'),
  }
  const answer = await fetchWithComponent(wire, 'api_authorizer_token', by, body)
  return readTokens(answer, wire.now())
}

/**
 * One page of the accounts that have authorized the platform, with their refresh tokens: what is left when they were
 * lost. `offset` is 0 and `count` 100 unless told; more than 500 is 40170.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/api_get_authorizer_list`.
 */
export async function fetchAuthorizers(
  wire: Wire,
  {
    offset = 0,
    count = 100,
    ...by
  }: ByComponent & { offset?: number | undefined; count?: number | undefined },
): Promise<AuthorizerPage> {
  const answer = await fetchWithComponent(wire, 'api_get_authorizer_list', by, { offset, count }, listBytes)
  return { total: readCount(answer, 'total_count'), authorizers: readRecords(answer, 'list').map(readListed) }
}

/**
 * Name, kind and permissions of an account. 61003: it has not authorized the platform.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/api_get_authorizer_info`.
 */
export async function fetchAuthorizerInfo(
  wire: Wire,
  { appid, ...by }: ByComponent & { appid: string },
): Promise<AuthorizerInfo> {
  const answer = await fetchWithComponent(wire, 'api_get_authorizer_info', by, { authorizer_appid: appid })
  const [info, authorization] = [
    readRecord(answer, 'authorizer_info'),
    readRecord(answer, 'authorization_info'),
  ]
  return {
    appid: readString(authorization, 'authorizer_appid'),
    name: readOptionalString(info, 'nick_name'),
    originalId: readOptionalString(info, 'user_name'),
    miniProgram: isRecord(info.fields.MiniProgramInfo),
    permissions: readPermissions(authorization),
    refreshToken: readRefreshToken(authorization, 'authorizer_refresh_token'),
    raw: info.fields,
  }
}

function readTokens(answer: Answer, now: number): AuthorizerTokens {
  return {
    accessToken: hide(readString(answer, 'authorizer_access_token'), 'app token'),
    expiresAt: now + readSeconds(answer, 'expires_in') * 1000,
    refreshToken: hide(readString(answer, 'authorizer_refresh_token'), 'authorizer refresh token'),
  }
}

function readListed(entry: Answer): ListedAuthorizer {
  const seconds = readOptionalSeconds(entry, 'auth_time')
  return {
    appid: readString(entry, 'authorizer_appid'),
    refreshToken: readRefreshToken(entry, 'refresh_token'),
    authorizedAt: seconds === undefined ? undefined : seconds * 1000,
  }
}

function readRefreshToken(answer: Answer, field: string): AuthorizerRefreshToken | undefined {
  const text = readOptionalString(answer, field)
  return text === undefined ? undefined : hide(text, 'authorizer refresh token')
}

function readPermissions(authorization: Answer): readonly number[] {
  return readRecords(authorization, 'func_info').map((entry) =>
    readCount(readRecord(entry, 'funcscope_category'), 'id'),
  )
}

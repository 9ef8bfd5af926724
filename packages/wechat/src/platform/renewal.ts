import {
  type AuthorizerRefreshToken,
  type AuthorizerTokens,
  fetchAuthorizerInfo,
  fetchAuthorizerTokens,
} from '../api/authorizer.ts'
import { WeChatError } from '../error.ts'
import { locate, type PlatformContext } from './context.ts'
import { type AuthorizerRecord, changeRecord, findRecord, listRefreshTokens } from './record.ts'

/**
 * Fetches fresh tokens of an account, and saves the refresh token that came before it answers. Tries the current
 * refresh token, then the one before; when WeChat knows neither, the one that WeChat itself tells. Throws
 * `platform_authorizer_withdrawn`, `platform_authorizer_unknown`, or what WeChat said last.
 */
export async function renewAuthorizer(context: PlatformContext, appid: string): Promise<AuthorizerTokens> {
  const record = await findRecord(locate(context, appid))
  if (record?.withdrawnAt !== undefined)
    throw buildPlatformError('platform_authorizer_withdrawn', `${appid} has withdrawn its authorization`)
  for (const refreshToken of record?.refreshTokens ?? []) {
    const tokens = await tryRefreshToken(context, appid, refreshToken)
    if (tokens !== undefined) return await remember(context, appid, record, refreshToken, tokens)
  }
  return await recoverAuthorizer(context, appid, record)
}

/** An error of this room. */
export function buildPlatformError(
  code: `platform_${'code_missing' | 'authorizer_unknown' | 'authorizer_withdrawn' | 'authorization_stuck'}`,
  message: string,
): WeChatError {
  return new WeChatError(code, message, { retryable: code === 'platform_authorization_stuck' })
}

const invalidRefreshToken = 61023

/** Undefined when WeChat does not know this refresh token (any more). */
async function tryRefreshToken(
  { wire, call }: PlatformContext,
  appid: string,
  refreshToken: AuthorizerRefreshToken,
): Promise<AuthorizerTokens | undefined> {
  try {
    return await call((by) => fetchAuthorizerTokens(wire, { ...by, appid, refreshToken }))
  } catch (error) {
    if (error instanceof WeChatError && error.errcode === invalidRefreshToken) return undefined
    throw error
  }
}

async function recoverAuthorizer(
  context: PlatformContext,
  appid: string,
  before: AuthorizerRecord | undefined,
): Promise<AuthorizerTokens> {
  const { wire, call } = context
  const { refreshToken, permissions } = await call((by) => fetchAuthorizerInfo(wire, { ...by, appid }))
  const tokens = refreshToken && (await tryRefreshToken(context, appid, refreshToken))
  if (refreshToken === undefined || tokens === undefined)
    throw buildPlatformError(
      'platform_authorizer_unknown',
      `WeChat gives no refresh token for ${appid}: its owner has to authorize again`,
    )
  const record = {
    authorizedAt: wire.now(),
    withdrawnAt: undefined,
    ...before,
    refreshTokens: [],
    permissions,
  }
  return await remember(context, appid, record, refreshToken, tokens)
}

async function remember(
  context: PlatformContext,
  appid: string,
  before: AuthorizerRecord | undefined,
  used: AuthorizerRefreshToken,
  tokens: AuthorizerTokens,
): Promise<AuthorizerTokens> {
  const refreshTokens = listRefreshTokens(tokens.refreshToken, used)
  await changeRecord(locate(context, appid), context.wire.now(), (record) => {
    // Authorized anew or withdrawn meanwhile: what stands there then is newer.
    const isNewer = record !== undefined && record.authorizedAt !== before?.authorizedAt
    return isNewer || record?.withdrawnAt !== undefined || before === undefined
      ? undefined
      : { ...before, refreshTokens }
  })
  return tokens
}

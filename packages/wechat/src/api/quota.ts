import { buildUsageError } from '../error.ts'
import { hide, type SecretText } from '../secret.ts'
import type { Answer } from '../wire/answer.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { isRecord } from '../wire/json.ts'
import { isApiPath, readCount, readRecord } from '../wire/shape.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** So many calls within so many seconds. */
export interface RateLimit {
  callCount: number
  refreshSeconds: number
}

/** What an account may still do with one API today. */
export interface Quota {
  /** Calls a day, midnight to midnight in China. */
  dailyLimit: number
  used: number
  /** WeChat's `remain`. */
  remaining: number
  /** Undefined where WeChat tells none. */
  rateLimit: RateLimit | undefined
  /** The limit of a platform that calls for accounts, undefined where WeChat tells none. */
  componentRateLimit: RateLimit | undefined
  /** Everything that WeChat sent. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * Sets the account's counts of today to zero, of every API at once. Ten times a month and account, and clears in the
 * console count too: 48006 after that. A token that is refused for its quota cannot clear it: see
 * `clearQuotaBySecret`. `appid` must be the token's.
 * Source: WeChat's documentation, openApi management, `POST /cgi-bin/clear_quota`.
 */
export async function clearQuota(
  wire: Wire,
  { appid, token }: { appid: string; token: AppToken },
): Promise<void> {
  await fetchWithToken(wire, '/cgi-bin/clear_quota', { token, body: { appid } })
}

/**
 * As `clearQuota`, by the AppSecret, for when no token is to be had any more. The same ten times a month. Body and
 * path are unconfirmed. Source: WeChat's documentation, openApi management, `POST /cgi-bin/clear_quota/v2`.
 */
export async function clearQuotaBySecret(
  wire: Wire,
  { appid, secret }: { appid: string; secret: SecretText },
): Promise<void> {
  await fetchAnswer(wire, {
    method: 'POST',
    path: '/cgi-bin/clear_quota/v2',
    body: { appid, appsecret: hide(secret, 'app secret') },
  })
}

/**
 * As `clearQuota`, by a third-party platform: for itself, or with `appid` of an account that authorized it.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/clear_quota/v2`.
 */
export async function clearQuotaByComponent(
  wire: Wire,
  options: { appid: string; componentAppid: string; componentSecret: SecretText },
): Promise<void> {
  await fetchAnswer(wire, {
    method: 'POST',
    path: '/cgi-bin/component/clear_quota/v2',
    body: {
      component_appid: options.componentAppid,
      appid: options.appid,
      appsecret: hide(options.componentSecret, 'component secret'),
    },
  })
}

/**
 * How often one API may be called today and was. `path` is the API's, such as `/cgi-bin/user/get`; a `TypeError`
 * (`api_path_invalid`) for one with a host or without its slash. 76003: WeChat does not know the path; 76022: it
 * counts nothing below `/sns/`. Source: WeChat's documentation, openApi management, `POST /cgi-bin/openapi/quota/get`.
 */
export async function fetchQuota(
  wire: Wire,
  { path, token }: { path: string; token: AppToken },
): Promise<Quota> {
  if (!isApiPath(path))
    throw buildUsageError(
      'api_path_invalid',
      'The path of an API begins with a slash and has no host and no query',
    )
  const answer = await fetchWithToken(wire, '/cgi-bin/openapi/quota/get', { token, body: { cgi_path: path } })
  const quota = readRecord(answer, 'quota')
  return {
    dailyLimit: readCount(quota, 'daily_limit'),
    used: readCount(quota, 'used'),
    remaining: readCount(quota, 'remain'),
    rateLimit: readRateLimit(answer, 'rate_limit'),
    componentRateLimit: readRateLimit(answer, 'component_rate_limit'),
    raw: answer.fields,
  }
}

function readRateLimit(answer: Answer, field: string): RateLimit | undefined {
  if (!isRecord(answer.fields[field])) return undefined
  const limit = readRecord(answer, field)
  return { callCount: readCount(limit, 'call_count'), refreshSeconds: readCount(limit, 'refresh_second') }
}

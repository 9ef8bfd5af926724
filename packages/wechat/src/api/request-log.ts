import { hide, type Secret } from '../secret.ts'
import type { Wire } from '../wire/call.ts'
import { isRecord } from '../wire/json.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** Of a request that WeChat has on record: its address and bodies hold the secrets and tokens that were sent. */
export type LoggedText = Secret<'logged text'>

/** What WeChat wrote down of one request. Every field may be missing: the shape is unconfirmed. */
export interface RequestLog {
  /** In milliseconds since 1970, if WeChat tells it in seconds (unconfirmed). */
  invokedAt: number | undefined
  /** How long WeChat took. */
  costMs: number | undefined
  /** The address that WeChat saw. */
  clientAddress: string | undefined
  /** The whole address with its query. Undefined where WeChat tells none, as of the two bodies. */
  requestUrl: LoggedText | undefined
  requestBody: LoggedText | undefined
  responseBody: LoggedText | undefined
  /** WeChat's `request` with all fields; every text is hidden here, since any of them may hold a token. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * What WeChat has on record of a request, by the request id that `WeChatError` carries as `rid`.
 * Source: WeChat's documentation, openApi management, `POST /cgi-bin/openapi/rid/get`; what it answers is unconfirmed.
 */
export async function fetchRequestLog(
  wire: Wire,
  { rid, token }: { rid: string; token: AppToken },
): Promise<RequestLog> {
  const answer = await fetchWithToken(wire, '/cgi-bin/openapi/rid/get', {
    token,
    body: { rid },
    // It quotes two bodies.
    maxBytes: 1_000_000,
  })
  const request = isRecord(answer.fields.request) ? answer.fields.request : {}
  const seconds = readLooseNumber(request.invoke_time)
  return {
    invokedAt: seconds === undefined ? undefined : seconds * 1000,
    costMs: readLooseNumber(request.cost_in_ms),
    clientAddress: typeof request.client_ip === 'string' ? request.client_ip : undefined,
    requestUrl: readLogged(request.request_url),
    requestBody: readLogged(request.request_body),
    responseBody: readLogged(request.response_body),
    raw: Object.fromEntries(Object.entries(request).map(([name, value]) => [name, hideDeep(value)])),
  }
}

// A diagnosis is worth having even if one of its numbers comes in another shape.
function readLooseNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

function readLogged(value: unknown): LoggedText | undefined {
  return typeof value === 'string' && value !== '' ? hide(value, 'logged text') : undefined
}

function hideDeep(value: unknown): unknown {
  if (typeof value === 'string') return readLogged(value) ?? value
  if (Array.isArray(value)) return value.map(hideDeep)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hideDeep(part)]))
}

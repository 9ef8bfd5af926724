import { type Answer, buildAnswerError } from '../wire/answer.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { readOptionalString, readRecords, readString, readTexts } from '../wire/shape.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** From where WeChat looks: one of three Chinese networks, or the one it chooses. */
export type CheckOperator = 'CHINANET' | 'UNICOM' | 'CAP' | 'DEFAULT'

/** What WeChat sees of an account's message URL. */
export interface CallbackCheck {
  /** What its name resolves to; empty where only `ping` was asked. */
  dns: readonly { address: string; operator: string | undefined }[]
  /** Empty where only `dns` was asked. */
  ping: readonly Ping[]
  /** Everything that WeChat sent. */
  raw: Readonly<Record<string, unknown>>
}

/** One try to reach an address. */
export interface Ping {
  address: string
  fromOperator: string | undefined
  /** 0 to 100; undefined where WeChat writes no percentage. */
  lossPercent: number | undefined
  /** Undefined where WeChat writes no time, as of a try that failed. */
  timeMs: number | undefined
}

/**
 * The addresses behind api.weixin.qq.com, for a firewall on your way out. They change: ask about once a day, and
 * never call WeChat by one. Source: WeChat's documentation, `GET /cgi-bin/get_api_domain_ip`.
 */
export async function fetchApiAddresses(
  wire: Wire,
  { token }: { token: AppToken },
): Promise<readonly string[]> {
  return fetchAddresses(wire, token, '/cgi-bin/get_api_domain_ip')
}

/**
 * The addresses that pushes come from, for a firewall in front of a message URL. They change: ask about once a day,
 * and check the signature all the same. Source: WeChat's documentation, `GET /cgi-bin/getcallbackip`.
 */
export async function fetchPushAddresses(
  wire: Wire,
  { token }: { token: AppToken },
): Promise<readonly string[]> {
  return fetchAddresses(wire, token, '/cgi-bin/getcallbackip')
}

/**
 * Has WeChat look at the account's message URL: name, reach, or `all` of it unless told; from the network WeChat
 * chooses unless told. 40201: the account has no message URL.
 * Source: WeChat's documentation, `POST /cgi-bin/callback/check`.
 */
export async function fetchCallbackCheck(
  wire: Wire,
  {
    token,
    action = 'all',
    operator = 'DEFAULT',
  }: { token: AppToken; action?: 'dns' | 'ping' | 'all' | undefined; operator?: CheckOperator | undefined },
): Promise<CallbackCheck> {
  const answer = await fetchWithToken(wire, '/cgi-bin/callback/check', {
    token,
    body: { action, check_operator: operator },
  })
  const { dns, ping } = answer.fields
  if (dns === undefined && ping === undefined) throw buildAnswerError(answer.path, 'neither dns nor ping')
  return {
    dns: readRecords(answer, 'dns').map((entry) => ({
      address: readString(entry, 'ip'),
      operator: readOptionalString(entry, 'real_operator'),
    })),
    ping: readRecords(answer, 'ping').map(readPing),
    raw: answer.fields,
  }
}

// An empty list would shut a firewall, so a list that is missing must not be read as one.
async function fetchAddresses(wire: Wire, token: AppToken, path: string): Promise<readonly string[]> {
  return readTexts(
    await fetchAnswer(wire, { method: 'GET', path, query: { access_token: token } }),
    'ip_list',
  )
}

function readPing(entry: Answer): Ping {
  return {
    address: readString(entry, 'ip'),
    fromOperator: readOptionalString(entry, 'from_operator'),
    lossPercent: readMeasure(readOptionalString(entry, 'package_loss'), '%'),
    timeMs: readMeasure(readOptionalString(entry, 'time'), 'ms'),
  }
}

function readMeasure(text: string | undefined, unit: '%' | 'ms'): number | undefined {
  const number = text?.endsWith(unit) ? text.slice(0, -unit.length).trim() : ''
  return /^\d{1,9}(?:\.\d{1,9})?$/.test(number) ? Number(number) : undefined
}

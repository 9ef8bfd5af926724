import { hide, type Secret, type SecretText } from '../secret.ts'
import type { Answer } from '../wire/answer.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { readSeconds, readString } from '../wire/shape.ts'

/**
 * The access token of an account, good for `/cgi-bin/*`: of its own secret, or of its authorization of a platform.
 * Its type keeps it apart from `UserToken`.
 */
export type AppToken = Secret<'app token'>

/** Takes a kept text back as an app token. Throws a `TypeError` (`secret_empty`) when it is empty. */
export function readAppToken(text: string): AppToken {
  return hide(text, 'app token')
}

/** A token as WeChat gave it, with the end that WeChat told, unclamped. */
export interface FetchedToken<Use extends string = 'app token'> {
  token: Secret<Use>
  /** Milliseconds since 1970. */
  expiresAt: number
}

/**
 * Fetches a **new** app token; the one before dies within 5 minutes, for everybody. 2,000 calls a day. Only one
 * keeper per account may call it: see `createAppTokenKeeper`. 40164 names an address for the white list.
 * Source: WeChat's documentation, `GET /cgi-bin/token`.
 */
export async function fetchToken(
  wire: Wire,
  { appid, secret }: { appid: string; secret: SecretText },
): Promise<FetchedToken> {
  const answer = await fetchAnswer(wire, {
    method: 'GET',
    path: '/cgi-bin/token',
    query: { grant_type: 'client_credential', appid, secret: hide(secret, 'app secret') },
  })
  return readFetchedToken(answer, wire.now())
}

/**
 * Fetches the account's current stable token: the same one with its remaining life until its last 5 minutes. It
 * has nothing to do with the token of `fetchToken`. `forceRefresh` (default false) kills the current token at
 * once, 20 times a day, and does nothing within 30 s of the last time.
 * Source: WeChat's documentation, `POST /cgi-bin/stable_token`.
 */
export async function fetchStableToken(
  wire: Wire,
  {
    appid,
    secret,
    forceRefresh = false,
  }: { appid: string; secret: SecretText; forceRefresh?: boolean | undefined },
): Promise<FetchedToken> {
  const answer = await fetchAnswer(wire, {
    method: 'POST',
    path: '/cgi-bin/stable_token',
    body: {
      grant_type: 'client_credential',
      appid,
      secret: hide(secret, 'app secret'),
      force_refresh: forceRefresh,
    },
  })
  return readFetchedToken(answer, wire.now())
}

function readFetchedToken(answer: Answer, now: number): FetchedToken {
  return {
    token: readAppToken(readString(answer, 'access_token')),
    expiresAt: now + readSeconds(answer, 'expires_in') * 1000,
  }
}

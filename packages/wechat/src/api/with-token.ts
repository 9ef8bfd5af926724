import type { Answer } from '../wire/answer.ts'
import { fetchAnswer, type Wire, type WireRequest } from '../wire/call.ts'
import type { AppToken } from './token.ts'

/** What a call with an account's token brings besides it. */
export interface WithToken extends Pick<WireRequest, 'query' | 'body' | 'maxBytes'> {
  token: AppToken
}

/** A call with an account's token, as most are: by POST where it has a body, else by GET. */
export function fetchWithToken(
  wire: Wire,
  path: string,
  { token, query, ...rest }: WithToken,
): Promise<Answer> {
  const method = rest.body === undefined ? 'GET' : 'POST'
  return fetchAnswer(wire, { method, path, query: { access_token: token, ...query }, ...rest })
}

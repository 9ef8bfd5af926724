import type { Wire } from '../wire/call.ts'
import { readCount } from '../wire/shape.ts'
import { type OpenidPage, openidPageBytes, readOpenidPage } from './openid-page.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/**
 * A page of the account's followers, up to 10,000, the first one without `after`: see `fetchAllOpenids` for all of
 * them. 500 calls a day for a new account, 100 for a test account.
 * Source: WeChat's documentation, `GET /cgi-bin/user/get`.
 */
export async function fetchFollowerPage(
  wire: Wire,
  { token, after = '' }: { token: AppToken; after?: string | undefined },
): Promise<OpenidPage & { total: number }> {
  const answer = await fetchWithToken(wire, '/cgi-bin/user/get', {
    token,
    query: { next_openid: after },
    maxBytes: openidPageBytes,
  })
  return { ...readOpenidPage(answer), total: readCount(answer, 'total') }
}

import { fetchAnswer, type Wire } from '../wire/call.ts'
import { checkOpenidCount, type OpenidPage, openidPageBytes, readOpenidPage } from './openid-page.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/**
 * A page of the people whom the account does not want to hear, up to 1,000 (unconfirmed), the first one without
 * `after`: see `fetchAllOpenids` for all of them.
 * Source: WeChat's documentation, blacklist, `POST /cgi-bin/tags/members/getblacklist`.
 */
export async function fetchBlacklistPage(
  wire: Wire,
  { token, after = '' }: { token: AppToken; after?: string | undefined },
): Promise<OpenidPage> {
  const answer = await fetchWithToken(wire, '/cgi-bin/tags/members/getblacklist', {
    token,
    body: { begin_openid: after },
    maxBytes: openidPageBytes,
  })
  return readOpenidPage(answer)
}

/**
 * Puts up to 20 people on the blacklist: their messages do not arrive any more. A `TypeError` (`api_list_size`) for
 * more or none. They can sign in all the same: refuse them yourself. 49003: an openid of another account.
 * Source: WeChat's documentation, blacklist, `POST /cgi-bin/tags/members/batchblacklist`.
 */
export async function blockFollowers(
  wire: Wire,
  { token, openids }: { token: AppToken; openids: readonly string[] },
): Promise<void> {
  await changeBlacklist(wire, '/cgi-bin/tags/members/batchblacklist', { token, openids })
}

/**
 * Takes up to 20 people from the blacklist; limits and errors are those of `blockFollowers`.
 * Source: WeChat's documentation, blacklist, `POST /cgi-bin/tags/members/batchunblacklist`.
 */
export async function unblockFollowers(
  wire: Wire,
  { token, openids }: { token: AppToken; openids: readonly string[] },
): Promise<void> {
  await changeBlacklist(wire, '/cgi-bin/tags/members/batchunblacklist', { token, openids })
}

async function changeBlacklist(
  wire: Wire,
  path: string,
  { token, openids }: { token: AppToken; openids: readonly string[] },
): Promise<void> {
  checkOpenidCount(openids, 20)
  await fetchAnswer(wire, {
    method: 'POST',
    path,
    query: { access_token: token },
    body: { openid_list: openids },
  })
}

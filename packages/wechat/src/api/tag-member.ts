import { fetchAnswer, type Wire } from '../wire/call.ts'
import { readCounts } from '../wire/shape.ts'
import { checkOpenidCount, type OpenidPage, openidPageBytes, readOpenidPage } from './openid-page.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** Followers and a tag of the account. */
export interface Tagging {
  token: AppToken
  tagId: number
  /** 1 to 50. */
  openids: readonly string[]
}

/**
 * A page of the followers who have a tag, the first one without `after`: see `fetchAllOpenids` for all of them.
 * 45159: there is no such tag. Source: WeChat's documentation, user tags, `POST /cgi-bin/user/tag/get`.
 */
export async function fetchTagMemberPage(
  wire: Wire,
  { token, tagId, after = '' }: { token: AppToken; tagId: number; after?: string | undefined },
): Promise<OpenidPage> {
  const answer = await fetchWithToken(wire, '/cgi-bin/user/tag/get', {
    token,
    body: { tagid: tagId, next_openid: after },
    maxBytes: openidPageBytes,
  })
  return readOpenidPage(answer)
}

/**
 * Gives a tag to up to 50 followers; a `TypeError` (`api_list_size`) for more or none. 45059: one of them has 20 tags
 * already; 49003: an openid of another account; 45159: there is no such tag.
 * Source: WeChat's documentation, user tags, `POST /cgi-bin/tags/members/batchtagging`.
 */
export async function tagFollowers(wire: Wire, tagging: Tagging): Promise<void> {
  await changeTag(wire, '/cgi-bin/tags/members/batchtagging', tagging)
}

/**
 * Takes a tag from up to 50 followers; limits and errors are those of `tagFollowers`.
 * Source: WeChat's documentation, user tags, `POST /cgi-bin/tags/members/batchuntagging`.
 */
export async function untagFollowers(wire: Wire, tagging: Tagging): Promise<void> {
  await changeTag(wire, '/cgi-bin/tags/members/batchuntagging', tagging)
}

/** Ids of the tags that a follower has. Source: WeChat's documentation, user tags, `POST /cgi-bin/tags/getidlist`. */
export async function fetchTagIds(
  wire: Wire,
  { token, openid }: { token: AppToken; openid: string },
): Promise<readonly number[]> {
  const answer = await fetchWithToken(wire, '/cgi-bin/tags/getidlist', { token, body: { openid } })
  return readCounts(answer, 'tagid_list')
}

async function changeTag(wire: Wire, path: string, { token, tagId, openids }: Tagging): Promise<void> {
  checkOpenidCount(openids, 50)
  await fetchAnswer(wire, {
    method: 'POST',
    path,
    query: { access_token: token },
    body: { openid_list: openids, tagid: tagId },
  })
}

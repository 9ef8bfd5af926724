import { type Answer, buildAnswerError } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { isOpenid, readEntries, readOptionalString, readString } from '../wire/shape.ts'
import { checkOpenidCount } from './openid-page.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** Somebody at the account that moved away, and here. */
export interface MigratedOpenid {
  /** WeChat's `ori_openid`. */
  oldOpenid: string
  /** Undefined when WeChat has none: not a follower of the old account, or no openid of it. */
  newOpenid: string | undefined
  /** WeChat's `err_msg`: `ok`, or why there is none. */
  message: string | undefined
  /** Everything that WeChat sent about them. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * The openids at this account of up to 100 people who followed the account `fromAppid` before it moved here; a
 * `TypeError` (`api_list_size`) for more or none. A migration changes every openid, and WeChat answers for 15 days
 * after it, for followers' openids saved before: ask for all of them in time. 63178: there was no such migration.
 * Source: WeChat's documentation, migration of official accounts, `POST /cgi-bin/changeopenid`.
 */
export async function fetchMigratedOpenids(
  wire: Wire,
  { token, fromAppid, openids }: { token: AppToken; fromAppid: string; openids: readonly string[] },
): Promise<readonly MigratedOpenid[]> {
  checkOpenidCount(openids, 100)
  const answer = await fetchWithToken(wire, '/cgi-bin/changeopenid', {
    token,
    body: { from_appid: fromAppid, openid_list: openids },
  })
  return readEntries(answer, 'result_list').map((entry) => readMigrated(entry, openids))
}

function readMigrated(entry: Answer, asked: readonly string[]): MigratedOpenid {
  const oldOpenid = readString(entry, 'ori_openid')
  // Binding an account to somebody else's openid would let a stranger in.
  if (!asked.includes(oldOpenid)) throw buildAnswerError(entry.path, 'it is about another openid')
  const newOpenid = readOptionalString(entry, 'new_openid')
  if (newOpenid !== undefined && !isOpenid(newOpenid))
    throw buildAnswerError(entry.path, 'the field new_openid is malformed')
  return { oldOpenid, newOpenid, message: readOptionalString(entry, 'err_msg'), raw: entry.fields }
}

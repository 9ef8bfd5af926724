import { buildUsageError } from '../error.ts'
import { type Answer, buildAnswerError } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { readEntries, readFlag, readOpenid, readOptionalSeconds, readOptionalString } from '../wire/shape.ts'
import type { Lang } from './oauth.ts'
import { checkOpenidCount } from './openid-page.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** What an account may know of somebody by openid. */
export interface Follower {
  openid: string
  subscribed: boolean
  /** Sure for followers of an account that is bound to an open-platform account; for strangers unconfirmed. */
  unionid: string | undefined
  /** The latest follow, in milliseconds since 1970. */
  subscribedAt: number | undefined
  /** WeChat's word for the way they came, such as `ADD_SCENE_QR_CODE`. */
  scene: string | undefined
  /** Everything that WeChat sent. Nickname and avatar have not been part of it since 2021-12-27. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * Whether somebody follows the account. 40003 when the openid is not of this account. Language is `zh_CN` unless
 * told. Source: WeChat's documentation, `GET /cgi-bin/user/info`.
 */
export async function fetchFollower(
  wire: Wire,
  { token, openid, lang = 'zh_CN' }: { token: AppToken; openid: string; lang?: Lang | undefined },
): Promise<Follower> {
  const answer = await fetchWithToken(wire, '/cgi-bin/user/info', { token, query: { openid, lang } })
  return readFollower(answer, [openid])
}

/**
 * As `fetchFollower`, of up to 100 people at once; a `TypeError` (`api_list_size`) for more or none. Find them by
 * openid: that the order is the one that was asked for is unconfirmed. 40003 when one openid is not of this account.
 * Source: WeChat's documentation, `POST /cgi-bin/user/info/batchget`.
 */
export async function fetchFollowers(
  wire: Wire,
  {
    token,
    openids,
    lang = 'zh_CN',
  }: { token: AppToken; openids: readonly string[]; lang?: Lang | undefined },
): Promise<readonly Follower[]> {
  checkOpenidCount(openids, 100)
  const answer = await fetchWithToken(wire, '/cgi-bin/user/info/batchget', {
    token,
    body: { user_list: openids.map((openid) => ({ openid, lang })) },
    // A hundred people with their remarks and tags.
    maxBytes: 1_000_000,
  })
  return readEntries(answer, 'user_info_list').map((entry) => readFollower(entry, openids))
}

const remarkCharacters = 30

/**
 * Saves what the account calls a follower in its own console; an empty remark takes it away. Fewer than 30
 * characters: a `TypeError` (`api_text_size`) for more. Source: WeChat's documentation,
 * `POST /cgi-bin/user/info/updateremark`.
 */
export async function saveRemark(
  wire: Wire,
  { token, openid, remark }: { token: AppToken; openid: string; remark: string },
): Promise<void> {
  if ([...remark].length >= remarkCharacters)
    throw buildUsageError('api_text_size', `A remark has fewer than ${remarkCharacters} characters`)
  await fetchWithToken(wire, '/cgi-bin/user/info/updateremark', { token, body: { openid, remark } })
}

function readFollower(answer: Answer, asked: readonly string[]): Follower {
  const openid = readOpenid(answer)
  if (!asked.includes(openid)) throw buildAnswerError(answer.path, 'it is about another openid')
  const seconds = readOptionalSeconds(answer, 'subscribe_time')
  return {
    openid,
    subscribed: readFlag(answer, 'subscribe'),
    unionid: readOptionalString(answer, 'unionid'),
    subscribedAt: seconds === undefined ? undefined : seconds * 1000,
    scene: readOptionalString(answer, 'subscribe_scene'),
    raw: answer.fields,
  }
}

import { buildAnswerError } from '../wire/answer.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { readFlag, readOpenid, readOptionalSeconds, readOptionalString } from '../wire/shape.ts'
import type { Lang } from './oauth.ts'
import type { AppToken } from './token.ts'

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
  const answer = await fetchAnswer(wire, {
    method: 'GET',
    path: '/cgi-bin/user/info',
    query: { access_token: token, openid, lang },
  })
  if (readOpenid(answer) !== openid) throw buildAnswerError(answer.path, 'it is about another openid')
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

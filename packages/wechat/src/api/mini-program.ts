import { hide, type Secret, type SecretText } from '../secret.ts'
import type { Answer } from '../wire/answer.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { readOpenid, readOptionalString, readString } from '../wire/shape.ts'

/** Who uses a mini program. */
export interface MiniProgramSession {
  openid: string
  /** Only for mini programs that are bound to an open-platform account. */
  unionid: string | undefined
  /** Decrypts and signs this visitor's data. Never send it to the mini program: who has it can forge the data. */
  sessionKey: Secret<'session key'>
  /** Everything that WeChat sent; the session key is hidden here too. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * Exchanges the code of `wx.login()`, which works once and for 5 minutes (unconfirmed). 40029: the code is wrong or
 * of another mini program; 40163: used; 40226: WeChat blocks this visitor; 45011: more than 100 times a minute.
 * Source: WeChat's documentation, mini programs, `GET /sns/jscode2session`.
 */
export async function fetchMiniProgramSession(
  wire: Wire,
  { appid, secret, code }: { appid: string; secret: SecretText; code: SecretText },
): Promise<MiniProgramSession> {
  const answer = await fetchAnswer(wire, {
    method: 'GET',
    path: '/sns/jscode2session',
    query: {
      appid,
      secret: hide(secret, 'app secret'),
      js_code: hide(code, 'code'),
      grant_type: 'authorization_code',
    },
  })
  return readMiniProgramSession(answer)
}

/** The session of an answer. Throws `wire_answer` with the name of a field that is missing. */
export function readMiniProgramSession(answer: Answer): MiniProgramSession {
  const sessionKey = hide(readString(answer, 'session_key'), 'session key')
  return {
    openid: readOpenid(answer),
    unionid: readOptionalString(answer, 'unionid'),
    sessionKey,
    raw: { ...answer.fields, session_key: sessionKey },
  }
}

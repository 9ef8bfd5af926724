import type { Call } from '../../rules/call.ts'
import { readUserToken } from '../../rules/user-token.ts'

/** `GET /sns/auth`: whether a user token still lives and belongs to the openid. */
export function checkUserToken(call: Call): Record<string, unknown> {
  readUserToken(call)
  return { errcode: 0, errmsg: 'ok' }
}

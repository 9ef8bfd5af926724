import { openAccountCall } from '../../rules/account-call.ts'
import { readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { readUserList } from '../../rules/user-list.ts'
import { describeUser } from './user-info.ts'

/** `POST /cgi-bin/user/info/batchget`: up to 100 people at once, in the order asked. */
export function readUserInfos(call: Call): Record<string, unknown> {
  const application = openAccountCall(call)
  const users = readUserList(readJsonBody(call))
  return {
    user_info_list: users.map(({ openid, lang }) =>
      describeUser(call, application, { openid, language: lang }),
    ),
  }
}

import { openAccountCall } from '../../rules/account-call.ts'
import { refuseOpenid } from '../../rules/app-token.ts'
import { readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkWindow, readCustomMessage } from '../../rules/custom-message.ts'

/** `POST /cgi-bin/message/custom/send`: a message of the account in somebody's chat. */
export function sendCustomMessage(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const { openid, type, text } = readCustomMessage(call, readJsonBody(call))
  const { chats, people } = call.world
  const person = people.findByOpenid(appid, openid) ?? refuseOpenid(openid)
  checkWindow(call, chats.get(appid, person.id))
  chats.add(appid, person.id, { at: call.now, from: 'account', type, text, url: null })
  return { errcode: 0, errmsg: 'ok' }
}

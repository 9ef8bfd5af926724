import { openAccountCall } from '../../rules/account-call.ts'
import type { Call } from '../../rules/call.ts'

/** `GET /cgi-bin/menu/delete`: no menu made by the API any more; deleting none is fine. */
export function deleteMenu(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  call.world.menus.drop(appid)
  return { errcode: 0, errmsg: 'ok' }
}

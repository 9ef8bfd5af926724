import { openAccountCall } from '../../rules/account-call.ts'
import type { Call } from '../../rules/call.ts'
import { readMenu } from '../../rules/menu.ts'

/** `POST /cgi-bin/menu/create`: the menu phones show from now on, in the place of the one before. */
export function createMenu(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  call.world.menus.create(appid, readMenu(call))
  return { errcode: 0, errmsg: 'ok' }
}

import { openAccountCall } from '../../rules/account-call.ts'
import type { Call } from '../../rules/call.ts'
import { writeMenu } from '../../rules/menu.ts'

/** `GET /cgi-bin/menu/get`: the menu made by the API; that of the console is not told here. */
export function getMenu(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  return writeMenu(call.world.menus.created(appid))
}

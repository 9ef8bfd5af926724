import { openAccountCall } from '../../rules/account-call.ts'
import type { Call } from '../../rules/call.ts'
import type { MenuButton } from '../../world/menu.ts'

/** Entries below a name stand in an object with a list, other than in `menu/get`. */
function describeButton(button: MenuButton): Record<string, unknown> {
  return 'items' in button ? { name: button.name, sub_button: { list: button.items } } : { ...button }
}

/** `GET /cgi-bin/get_current_selfmenu_info`: the menu in force, by whomever it was made; without one it is closed. */
export function readSelfMenu(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const menu = call.world.menus.created(appid) ?? call.world.menus.console(appid).menu
  if (menu.length === 0) return { is_menu_open: 0 }
  return { is_menu_open: 1, selfmenu_info: { button: menu.map(describeButton) } }
}

/** An item of a menu. `text` exists in the console alone: the account answers with `value` by itself. */
export type MenuItem =
  | { type: 'click'; name: string; key: string }
  | { type: 'view'; name: string; url: string }
  | { type: 'text'; name: string; value: string }

/** A place at the bottom of the chat: an item, or a name under which up to five items open. */
export type MenuButton = MenuItem | { name: string; items: MenuItem[] }

/** What an account shows and says by itself, set in the console; all of it stops while a push URL is set. */
export type ConsoleReplies = {
  menu: MenuButton[]
  /** Said to somebody who begins to follow; null: nothing. */
  welcome: string | null
  /** Said to any text; null: nothing. */
  answer: string | null
}

/** Menus and automatic replies of all accounts. */
export type Menus = {
  console(appid: string): ConsoleReplies
  /** The menu made by `cgi-bin/menu/create`, or undefined. */
  created(appid: string): MenuButton[] | undefined
  create(appid: string, menu: MenuButton[]): void
  drop(appid: string): void
}

const NOTHING: ConsoleReplies = { menu: [], welcome: null, answer: null }

/** No menu made by the API; the console's as given. */
export function createMenus(replies: ReadonlyMap<string, ConsoleReplies>): Menus {
  const created = new Map<string, MenuButton[]>()
  return {
    console: (appid) => replies.get(appid) ?? NOTHING,
    created: (appid) => created.get(appid),
    create: (appid, menu) => {
      created.set(appid, menu)
    },
    drop: (appid) => {
      created.delete(appid)
    },
  }
}

/** The items a finger can reach, in the order of the screen. */
export function listItems(menu: readonly MenuButton[]): MenuItem[] {
  return menu.flatMap((button) => ('items' in button ? button.items : [button]))
}

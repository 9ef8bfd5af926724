/** The fields that each documented kind of item needs; `text` exists in the console alone, which answers by itself. */
export const MENU_KINDS: Readonly<Record<string, readonly MenuField[]>> = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  miniprogram: ['appid', 'pagepath', 'url'],
  media_id: ['media_id'],
  view_limited: ['media_id'],
  article_id: ['article_id'],
  article_view_limited: ['article_id'],
}

/** What an item may carry beside its kind and name. */
export type MenuField = 'key' | 'url' | 'value' | 'appid' | 'pagepath' | 'media_id' | 'article_id'

/** An item of a menu: one of `MENU_KINDS`, the console's `text` with its `value`, or a kind nobody documents. */
export type MenuItem = { type: string; name: string } & { [Field in MenuField]?: string | undefined }

/** What can be set in the console of the town; the real one knows pictures, sound and articles too. */
type ConsoleItem =
  | { type: 'click'; name: string; key: string }
  | { type: 'view'; name: string; url: string }
  | { type: 'text'; name: string; value: string }
export type ConsoleButton = ConsoleItem | { name: string; items: ConsoleItem[] }

/** A place at the bottom of the chat: an item, or a name under which up to five items open. */
export type MenuButton = MenuItem | { name: string; items: MenuItem[] }

/** What an account shows and says by itself, set in the console; all of it stops while a push URL is set. */
export type ConsoleReplies = {
  menu: ConsoleButton[]
  /** Said to somebody who begins to follow; null: nothing. */
  welcome: string | null
  /** Said to any text that no keyword fits; null: nothing. */
  answer: string | null
  /** Said to a text that is the word (`equal`) or holds it (`contain`): all answers of the first rule that fits. */
  keywords: KeywordReply[]
}

/** A rule of the console: its name, its words and what it says. */
export type KeywordReply = {
  name: string
  words: { word: string; match: 'contain' | 'equal' }[]
  answers: string[]
}

/** Menus and automatic replies of all accounts. */
export type Menus = {
  console(appid: string): ConsoleReplies
  /** The menu made by `cgi-bin/menu/create`, or undefined. */
  created(appid: string): MenuButton[] | undefined
  create(appid: string, menu: MenuButton[]): void
  drop(appid: string): void
}

const NOTHING: ConsoleReplies = { menu: [], welcome: null, answer: null, keywords: [] }

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

import { createBoundedMap } from './bounded-map.ts'

/** One line of a conversation between a person and an account, as the phone shows it. */
export type ChatLine = {
  /** Simulated milliseconds since 1970. */
  at: number
  /** `system` is WeChat itself: the notice that an account does not answer. */
  from: 'person' | 'account' | 'system'
  /** `text`, a tapped menu item (`click`, `view`), or another WeChat message type such as `news`. */
  type: string
  /** What the phone shows: the text, the item's name, or the title of what was sent. */
  text: string
  /** Where a tap leads, for menu items and news. */
  url: string | null
}

/** A conversation, oldest line first. */
export type Chat = { appid: string; person: string; lines: ChatLine[] }

/** What people and accounts said to each other: the newest 200 lines of the newest 1,000 conversations. */
export type Chats = {
  /** The conversation, empty if there was none yet. */
  get(appid: string, personId: string): Chat
  add(appid: string, personId: string, line: ChatLine): void
  /** Those that match, the one that spoke last at the end. */
  list(filter: { appid?: string | undefined; person?: string | undefined }): Chat[]
}

const KEPT_CHATS = 1_000
const KEPT_LINES = 200

/** Nobody said anything yet. */
export function createChats(): Chats {
  const chats = createBoundedMap<Chat>(KEPT_CHATS)
  const get = (appid: string, person: string) =>
    chats.get(`${appid} ${person}`) ?? { appid, person, lines: [] }
  return {
    get,
    add(appid, person, line) {
      const lines = [...get(appid, person).lines, line].slice(-KEPT_LINES)
      chats.set(`${appid} ${person}`, { appid, person, lines })
    },
    list: ({ appid, person }) =>
      [...chats.values()].filter(
        (chat) => (appid ?? chat.appid) === chat.appid && (person ?? chat.person) === chat.person,
      ),
  }
}

import { createBoundedMap } from './bounded-map.ts'
import { deriveTemplateId } from './identity.ts'

/** A template of an account's messages. `content` has places such as `{{first.DATA}}`. */
export type Template = { id: string; title: string; content: string }

/** The templates of all accounts, and the messages sent lately by an id of the client's own. */
export type Templates = {
  list(appid: string): Template[]
  find(appid: string, id: string): Template | undefined
  add(appid: string, title: string): Template
  drop(appid: string, id: string): boolean
  /** The next `msgid`. */
  takeMessageId(): number
  findSent(key: string, nowMs: number): number | undefined
  /** Remembers for ten minutes which message a client's id stands for. */
  saveSent(key: string, messageId: number, nowMs: number): void
}

const SENT_MS = 10 * 60_000
const CONTENT = '{{first.DATA}}\n内容：{{keyword1.DATA}}\n时间：{{keyword2.DATA}}\n{{remark.DATA}}'

function buildTemplate(appid: string, title: string): Template {
  return { id: deriveTemplateId(appid, title), title, content: CONTENT }
}

/** Every account has one template to begin with; ids are the same on every start. */
export function createTemplates(): Templates {
  const byAppid = new Map<string, Template[]>()
  const sent = createBoundedMap<{ messageId: number; until: number }>(10_000)
  let lastMessageId = 200_228_331
  const list = (appid: string) => byAppid.get(appid) ?? [buildTemplate(appid, '登录提醒')]
  return {
    list,
    find: (appid, id) => list(appid).find((template) => template.id === id),
    add(appid, title) {
      const template = buildTemplate(appid, title)
      byAppid.set(appid, [...list(appid).filter(({ id }) => id !== template.id), template])
      return template
    },
    drop(appid, wanted) {
      const before = list(appid)
      byAppid.set(
        appid,
        before.filter(({ id }) => id !== wanted),
      )
      return list(appid).length < before.length
    },
    takeMessageId() {
      lastMessageId += 1
      return lastMessageId
    },
    findSent(key, nowMs) {
      const known = sent.get(key)
      return known && known.until > nowMs ? known.messageId : undefined
    },
    saveSent: (key, messageId, nowMs) => sent.set(key, { messageId, until: nowMs + SENT_MS }),
  }
}

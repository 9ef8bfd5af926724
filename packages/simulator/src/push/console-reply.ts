import type { Journal } from '../journal.ts'
import type { Rule } from '../rules/rule.ts'
import type { SimulatedEvent } from '../world/announcement.ts'
import type { ConsoleReplies, KeywordReply } from '../world/menu.ts'
import type { World } from '../world/world.ts'

const consoleRepliesOff: Rule = {
  name: 'console_replies_off',
  endpoints: [],
  errcode: null,
  wrong: {
    en: 'This account’s own menu and automatic replies are off: its messages go to a server.',
    zh: '该账号后台设置的菜单和自动回复已停用：消息由服务器接收。',
  },
  passes: {
    en: 'The server answers instead, and makes the menu with cgi-bin/menu/create; or no push URL.',
    zh: '由服务器回复，并用 cgi-bin/menu/create 创建菜单；或不设置服务器地址。',
  },
  source: 'WeChat’s documentation, message push: settings of the server',
  confidence: 'official',
}

/** The journal learns that something set in the console was not used. */
export function noteConsoleOff(world: World, journal: Journal, appid: string, sent: string): void {
  const { name, wrong: says } = consoleRepliesOff
  journal.write({
    at: world.clock.now(),
    method: 'PHONE',
    path: '/chat',
    appid,
    status: 200,
    errcode: null,
    rule: name,
    durationMs: 0,
    detail: { warnings: [{ rule: name, sent, says }] },
  })
}

function answerText({ keywords, answer }: ConsoleReplies, content: string): string[] {
  const fits = ({ word, match }: KeywordReply['words'][number]) =>
    match === 'equal' ? content === word : content.includes(word)
  const rule = keywords.find(({ words }) => words.some(fits))
  return rule?.answers ?? (answer === null ? [] : [answer])
}

function listConsoleReplies(world: World, event: SimulatedEvent): string[] {
  if (event.kind !== 'subscribe' && event.kind !== 'text') return []
  const replies = world.menus.console(event.appid)
  if (event.kind === 'text') return answerText(replies, event.content)
  return replies.welcome === null ? [] : [replies.welcome]
}

/** The automatic replies of the console, said while no server hears the account's messages. */
export function sayConsoleReply(
  world: World,
  journal: Journal,
  event: SimulatedEvent,
  hasServer: boolean,
): void {
  const texts = listConsoleReplies(world, event)
  if (texts.length === 0 || !('openid' in event)) return
  const person = world.people.findByOpenid(event.appid, event.openid)
  if (hasServer) noteConsoleOff(world, journal, event.appid, event.kind)
  else if (person) {
    const line = { at: world.clock.now(), from: 'account', type: 'text', url: null } as const
    for (const text of texts) world.chats.add(event.appid, person.id, { ...line, text })
  }
}

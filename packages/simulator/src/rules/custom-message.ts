import { z } from 'zod'
import type { Chat } from '../world/chat.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/cgi-bin/message/custom/send']
const source = 'WeChat’s documentation: customer messages'

const messageHasShape: Rule = {
  name: 'custom_message_has_shape',
  endpoints,
  errcode: 40097,
  wrong: {
    en: 'touser, msgtype or the content of the text is missing.',
    zh: '缺少 touser、msgtype 或文本内容。',
  },
  passes: {
    en: '{"touser":"OPENID","msgtype":"text","text":{"content":"hello"}}',
    zh: '{"touser":"OPENID","msgtype":"text","text":{"content":"你好"}}',
  },
  source: `${source} (the errcode is unconfirmed)`,
  confidence: 'supposed',
}

const textIsShort: Rule = {
  name: 'custom_text_is_short',
  endpoints,
  errcode: 45002,
  wrong: { en: 'The text is longer than 2048 bytes.', zh: '文本超过 2048 字节。' },
  passes: { en: 'At most 2048 bytes.', zh: '最多 2048 字节。' },
  source: `${source} (the number is unconfirmed)`,
  confidence: 'captured',
}

const typeIsShown: Rule = {
  name: 'custom_message_type_is_shown',
  endpoints,
  errcode: null,
  wrong: {
    en: 'Only texts are shown on the phone here; this message stands in the chat by its type alone.',
    zh: '这里手机上只显示文本；该消息在聊天中仅以类型表示。',
  },
  passes: { en: '"msgtype":"text"', zh: '"msgtype":"text"' },
  source: 'the simulator’s own limit',
  confidence: 'official',
}

const personSpokeLately: Rule = {
  name: 'person_spoke_lately',
  endpoints,
  errcode: 45015,
  wrong: {
    en: 'The person did not talk to the account in the last 48 hours (switch customMessageWindow).',
    zh: '用户 48 小时内没有与账号互动（开关 customMessageWindow）。',
  },
  passes: {
    en: 'A message within 48 hours of something the person did in the chat.',
    zh: '在用户互动后的 48 小时内发送。',
  },
  source: 'unconfirmed',
  confidence: 'supposed',
}

const messageSchema = z.looseObject({
  touser: z.string().min(1),
  msgtype: z.string().min(1),
  text: z.looseObject({ content: z.string().min(1) }).optional(),
})

const MOST_BYTES = 2_048
const WINDOW_MS = 48 * 3_600_000

/** A message of an account to somebody; other kinds than text are shown by their type. */
export function readCustomMessage(
  call: Call,
  body: Map<string, unknown>,
): { openid: string; type: string; text: string } {
  const message = messageSchema.safeParse(Object.fromEntries(body))
  if (!message.success) throw new Refused(messageHasShape, quote(message.error.issues[0]?.path.join('.')))
  const { touser: openid, msgtype: type, text } = message.data
  if (type !== 'text') {
    call.warnings.push({ rule: typeIsShown.name, sent: quote(type), says: typeIsShown.wrong })
    return { openid, type, text: `[${type.slice(0, 30)}]` }
  }
  if (!text) throw new Refused(messageHasShape, 'no text.content')
  const bytes = Buffer.byteLength(text.content)
  if (bytes > MOST_BYTES) throw new Refused(textIsShort, `${bytes} bytes`)
  return { openid, type, text: text.content }
}

/** Notes or refuses a message to somebody who has been silent for 48 hours. */
export function checkWindow(call: Call, { lines }: Chat): void {
  const { customMessageWindow } = call.world.switches
  const last = lines.findLast(({ from }) => from === 'person')
  if (customMessageWindow === 'off' || (last && call.now - last.at < WINDOW_MS)) return
  const sent = last ? new Date(last.at).toISOString() : 'never'
  if (customMessageWindow === 'refuse') throw new Refused(personSpokeLately, sent)
  call.warnings.push({ rule: personSpokeLately.name, sent, says: personSpokeLately.wrong })
}

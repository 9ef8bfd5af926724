import { z } from 'zod'
import type { Template } from '../world/template.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const SEND = '/cgi-bin/message/template/send'
const DELETE = '/cgi-bin/template/del_private_template'
const source = 'WeChat’s documentation: template messages'

const templateIdSize: Rule = {
  name: 'template_id_size',
  endpoints: [SEND, DELETE],
  errcode: 40036,
  wrong: {
    en: 'template_id is missing or has not 43 characters (the body of another call?).',
    zh: '缺少 template_id 或不是 43 个字符（是否用了别的接口的请求体？）。',
  },
  passes: {
    en: 'The template_id of get_all_private_template.',
    zh: 'get_all_private_template 中的 template_id。',
  },
  source,
  confidence: 'captured',
}

const templateKnown: Rule = {
  name: 'template_known',
  endpoints: [SEND, DELETE],
  errcode: 40037,
  wrong: {
    en: 'The account has no template of this id; those of subscription notices are others.',
    zh: '该账号没有这个模板；订阅通知的模板不能用在这里。',
  },
  passes: {
    en: 'An id of get_all_private_template of this account.',
    zh: '该账号 get_all_private_template 中的 id。',
  },
  source,
  confidence: 'captured',
}

const receiverFollows: Rule = {
  name: 'template_receiver_follows',
  endpoints: [SEND],
  errcode: 43004,
  wrong: { en: 'The person does not follow the account.', zh: '用户没有关注该账号。' },
  passes: { en: 'Somebody who follows.', zh: '已关注的用户。' },
  source,
  confidence: 'captured',
}

const templateValues: Rule = {
  name: 'template_values',
  endpoints: [SEND],
  errcode: 47003,
  wrong: {
    en: 'data is missing, or a value in it is no text.',
    zh: '缺少 data，或其中的值不是文本。',
  },
  passes: { en: '"data":{"first":{"value":"…"}}', zh: '"data":{"first":{"value":"…"}}' },
  source,
  confidence: 'captured',
}

const sameClientMessage: Rule = {
  name: 'client_message_is_new',
  endpoints: [SEND],
  errcode: null,
  wrong: {
    en: 'This client_msg_id was sent to this person within ten minutes; nothing is sent again.',
    zh: '十分钟内已用这个 client_msg_id 给该用户发过；不会再次发送。',
  },
  passes: { en: 'A client_msg_id of its own for each message.', zh: '每条消息使用不同的 client_msg_id。' },
  source: `${source} (the answer is unconfirmed)`,
  confidence: 'supposed',
}

const valueSchema = z.looseObject({ value: z.union([z.string(), z.number()]) })

/** The account's template of this id. */
export function readTemplate(call: Call, appid: string, id: string | undefined): Template {
  if (id?.length !== 43) throw new Refused(templateIdSize, quote(id))
  const template = call.world.templates.find(appid, id)
  if (!template) throw new Refused(templateKnown, quote(id))
  return template
}

/** The values of `data` by their names. */
export function readTemplateValues(data: unknown): Map<string, string> {
  const object = z.record(z.string(), z.unknown()).safeParse(data)
  if (!object.success)
    throw new Refused(templateValues, 'no data', { errmsg: 'argument invalid! data invalid' })
  const entries = Object.entries(object.data).map(([name, given]) => {
    const read = valueSchema.safeParse(given)
    if (read.success) return [name, String(read.data.value)] as const
    throw new Refused(templateValues, quote(name), { errmsg: `argument invalid! data.${name}.value invalid` })
  })
  return new Map(entries)
}

/** Template messages reach followers alone. */
export function checkReceiver(call: Call, appid: string, personId: string): void {
  if (!call.world.follows.get(personId, appid)) throw new Refused(receiverFollows, quote(personId))
}

/** Notes a message that was sent before. */
export function noteSameMessage(call: Call, clientId: string): void {
  call.warnings.push({ rule: sameClientMessage.name, sent: quote(clientId), says: sameClientMessage.wrong })
}

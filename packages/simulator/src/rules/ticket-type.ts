import { quote, Refused, type Rule } from './rule.ts'

const ticketTypeKnown: Rule = {
  name: 'ticket_type_known',
  endpoints: ['/cgi-bin/ticket/getticket'],
  errcode: 40097,
  wrong: { en: 'There is no ticket of this type.', zh: '没有这种类型的 ticket。' },
  passes: { en: 'type=jsapi or type=wx_card.', zh: 'type=jsapi 或 type=wx_card。' },
  source: 'WeChat’s documentation: JS-SDK, appendix 1 (the errcode is unconfirmed)',
  confidence: 'supposed',
}

/** The type of a ticket, or a refusal. */
export function checkTicketType(type: string | undefined): string {
  if (type !== 'jsapi' && type !== 'wx_card') throw new Refused(ticketTypeKnown, quote(type))
  return type
}

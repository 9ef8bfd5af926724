import { z } from 'zod'
import type { Call } from './call.ts'
import { COMPONENT_SECRET_CALLS, COMPONENT_TOKEN_CALLS } from './component-path.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = [
  ...COMPONENT_SECRET_CALLS,
  ...COMPONENT_TOKEN_CALLS.filter((path) => path.startsWith('/cgi-bin/')),
  '/cgi-bin/stable_token',
  '/cgi-bin/menu/create',
  '/cgi-bin/user/info/batchget',
  '/cgi-bin/user/info/updateremark',
  '/cgi-bin/user/tag/get',
  '/cgi-bin/tags/create',
  '/cgi-bin/tags/update',
  '/cgi-bin/tags/delete',
  '/cgi-bin/tags/getidlist',
  '/cgi-bin/tags/members/batchtagging',
  '/cgi-bin/tags/members/batchuntagging',
  '/cgi-bin/tags/members/getblacklist',
  '/cgi-bin/tags/members/batchblacklist',
  '/cgi-bin/tags/members/batchunblacklist',
  '/cgi-bin/message/template/send',
  '/cgi-bin/template/api_set_industry',
  '/cgi-bin/template/api_add_template',
  '/cgi-bin/template/del_private_template',
  '/cgi-bin/openapi/rid/get',
  '/cgi-bin/clear_quota/v2',
  '/wxa/business/getuserphonenumber',
  '/cgi-bin/changeopenid',
  '/cgi-bin/qrcode/create',
  '/cgi-bin/message/custom/send',
  '/cgi-bin/clear_quota',
  '/cgi-bin/openapi/quota/get',
  '/cgi-bin/callback/check',
]
const source = 'WeChat’s documentation: table of return codes'

const bodyPresent: Rule = {
  name: 'body_present',
  endpoints,
  errcode: 44002,
  wrong: { en: 'The POST has no body.', zh: 'POST 没有 body。' },
  passes: { en: 'A JSON object.', zh: '一个 JSON 对象。' },
  source,
  confidence: 'official',
}

const bodyIsJson: Rule = {
  name: 'body_is_json',
  endpoints,
  errcode: 47001,
  wrong: { en: 'The body is not a JSON object.', zh: 'body 不是 JSON 对象。' },
  passes: { en: 'A JSON object in UTF-8, not a form.', zh: 'UTF-8 的 JSON 对象，不是表单。' },
  source,
  confidence: 'official',
}

const objectSchema = z.record(z.string(), z.unknown())

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The JSON object of a POST. The Content-Type does not matter, as at WeChat. */
export function readJsonBody(call: Call): Map<string, unknown> {
  if (call.body.trim() === '') throw new Refused(bodyPresent, 'nothing')
  const object = objectSchema.safeParse(parse(call.body))
  if (!object.success) throw new Refused(bodyIsJson, quote(call.body.slice(0, 20)))
  return new Map(Object.entries(object.data))
}

/** A text value of the body; undefined when it is missing or not text. */
export function readBodyText(body: Map<string, unknown>, name: string): string | undefined {
  const value = body.get(name)
  return typeof value === 'string' ? value : undefined
}

import { quote, Refused, type Rule } from './rule.ts'

const writing = ['/cgi-bin/component/set_authorizer_option', '/cgi-bin/component/api_set_authorizer_option']
const reading = ['/cgi-bin/component/get_authorizer_option', '/cgi-bin/component/api_get_authorizer_option']
const source = 'WeChat’s documentation: third-party platforms, authorizer data'

const optionKnown: Rule = {
  name: 'authorizer_option_known',
  endpoints: [...reading, ...writing],
  errcode: 61012,
  wrong: { en: 'There is no option of this name.', zh: '没有这个选项。' },
  passes: {
    en: 'location_report, voice_recognize or customer_service.',
    zh: 'location_report、voice_recognize 或 customer_service。',
  },
  source,
  confidence: 'captured',
}

const optionValueKnown: Rule = {
  name: 'authorizer_option_value_known',
  endpoints: writing,
  errcode: 61013,
  wrong: { en: 'The option cannot have this value.', zh: '选项值不合法。' },
  passes: {
    en: 'Texts: location_report "0", "1" or "2"; the others "0" or "1".',
    zh: '字符串：location_report 为 "0"、"1" 或 "2"，其余为 "0" 或 "1"。',
  },
  source,
  confidence: 'captured',
}

const listPageIsShort: Rule = {
  name: 'authorizer_list_page_is_short',
  endpoints: ['/cgi-bin/component/api_get_authorizer_list'],
  errcode: 40170,
  wrong: { en: 'count is over 500 (or no number).', zh: 'count 超过 500（或不是数字）。' },
  passes: { en: '"offset":0,"count":100', zh: '"offset":0,"count":100' },
  source,
  confidence: 'official',
}

const VALUES: Readonly<Record<string, readonly string[]>> = {
  location_report: ['0', '1', '2'],
  voice_recognize: ['0', '1'],
  customer_service: ['0', '1'],
}

/** The name of an option, or a refusal. */
export function checkOptionName(name: string | undefined): string {
  if (name === undefined || !Object.hasOwn(VALUES, name)) throw new Refused(optionKnown, quote(name))
  return name
}

/** A value this option may have, or a refusal. */
export function checkOptionValue(name: string, value: string | undefined): string {
  if (value === undefined || !VALUES[name]?.includes(value)) throw new Refused(optionValueKnown, quote(value))
  return value
}

/** Where a page of authorizers begins and how many it holds. */
export function readListPage(body: Map<string, unknown>): { offset: number; count: number } {
  const offset = Number(body.get('offset') ?? 0)
  const count = Number(body.get('count') ?? Number.NaN)
  if (!Number.isInteger(count) || count < 0 || count > 500) {
    throw new Refused(listPageIsShort, quote(String(body.get('count'))))
  }
  return { offset: Number.isInteger(offset) && offset > 0 ? offset : 0, count }
}

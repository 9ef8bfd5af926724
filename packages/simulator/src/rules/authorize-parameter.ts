import type { Call } from './call.ts'
import { readPageText } from './page-text.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/connect/oauth2/authorize']
const source = 'https://developers.weixin.qq.com/doc/service/guide/h5/auth'
const troublePage = 'WeChat’s documentation: trouble page of web authorization'

/** What WeChat shows for most mistakes that have no number of their own. */
export const UNAVAILABLE = { name: 'unavailable', text: '该链接无法访问' }

const LINK =
  'appid=…&redirect_uri=…&response_type=code&scope=…&state=…[&forcePopup=true][&forceSnapShot=true]#wechat_redirect'

function buildMissingRule(parameter: string, errcode: number): Rule {
  return {
    name: `${parameter}_present`,
    endpoints,
    errcode,
    wrong: { en: `${parameter} is missing or empty.`, zh: `缺少 ${parameter} 或为空。` },
    passes: { en: LINK, zh: LINK },
    source: troublePage,
    confidence: 'official',
    page: { name: String(errcode), text: readPageText(errcode) },
  }
}

const authorizeAppidPresent = { ...buildMissingRule('appid', 10012), name: 'authorize_appid_present' }
const redirectUriPresent = buildMissingRule('redirect_uri', 10011)
const scopePresent = buildMissingRule('scope', 10010)

const queryIsReadable: Rule = {
  name: 'query_is_readable',
  endpoints,
  errcode: null,
  wrong: {
    en: 'A value is not percent-encoded UTF-8; it is taken as sent.',
    zh: '有参数不是 UTF-8 的百分号编码，按原样处理。',
  },
  passes: {
    en: 'Every value through encodeURIComponent, once.',
    zh: '每个值用 encodeURIComponent 编码一次。',
  },
  source: 'unconfirmed (switch unreadableQuery)',
  confidence: 'supposed',
  page: UNAVAILABLE,
}

const parametersOnce: Rule = {
  name: 'parameters_once',
  endpoints,
  errcode: null,
  wrong: {
    en: 'A parameter stands twice in the link; the first one counts.',
    zh: '链接中有重复的参数，以第一个为准。',
  },
  passes: { en: 'Each parameter once.', zh: '每个参数只出现一次。' },
  source: 'unconfirmed (switch repeatedParameters)',
  confidence: 'supposed',
  page: UNAVAILABLE,
}

const parameterOrder: Rule = {
  name: 'parameter_order',
  endpoints,
  errcode: null,
  wrong: {
    en: 'The parameters are not in WeChat’s order (an unencoded & in redirect_uri breaks it too).',
    zh: '参数顺序不符合要求（redirect_uri 中未编码的 & 也会造成这种情况）。',
  },
  passes: { en: LINK, zh: LINK },
  source: `${source} (the page is unconfirmed) (switch strictOrder)`,
  confidence: 'official',
  page: UNAVAILABLE,
}

const responseTypeIsCode: Rule = {
  name: 'response_type_is_code',
  endpoints,
  errcode: null,
  wrong: { en: 'response_type is not "code".', zh: 'response_type 不是 code。' },
  passes: { en: 'response_type=code', zh: 'response_type=code' },
  source: `${source} (the page is unconfirmed)`,
  confidence: 'captured',
  page: UNAVAILABLE,
}

const parametersKnown: Rule = {
  name: 'parameters_known',
  endpoints,
  errcode: null,
  wrong: {
    en: 'The link carries a parameter that WeChat does not document; it is ignored.',
    zh: '链接带有文档中没有的参数，已忽略。',
  },
  passes: { en: LINK, zh: LINK },
  source: 'unconfirmed',
  confidence: 'supposed',
}

const STRICT = ['appid', 'redirect_uri', 'response_type', 'scope', 'state']
/** The first three are options, `component_appid` is a platform's, the last three WeChat itself appends. */
const FREE = [
  'forcePopup',
  'forceSnapShot',
  'connect_redirect',
  'component_appid',
  'uin',
  'key',
  'pass_ticket',
]

function checkOrder(call: Call): void {
  const names = call.query.pairs.map((pair) => pair.name)
  const expected = STRICT.filter((name) => name !== 'state' || names.includes('state'))
  if (expected.some((name, at) => names[at] !== name)) throw new Refused(parameterOrder, names.join(', '))
}

function note(call: Call, { name: rule, wrong: says }: Rule, sent: string): void {
  call.warnings.push({ rule, sent, says })
}

/** Whether a broken value or a repeated parameter is refused, nobody has told: the switches decide. */
function checkWriting(call: Call, names: readonly string[]): void {
  const { unreadableQuery, repeatedParameters } = call.world.switches
  if (!call.query.readable) {
    const sent = 'a broken percent sequence'
    if (unreadableQuery === 'refuse') throw new Refused(queryIsReadable, sent)
    note(call, queryIsReadable, sent)
  }
  const repeated = names.find((name, at) => names.indexOf(name) !== at)
  if (repeated === undefined) return
  if (repeatedParameters === 'refuse') throw new Refused(parametersOnce, quote(repeated))
  note(call, parametersOnce, quote(repeated))
}

/** Parameters that are there, once, readable, in order. */
export function checkAuthorizeParameters(call: Call): void {
  const { query, world } = call
  const names = query.pairs.map((pair) => pair.name)
  if (!query.get('appid')) throw new Refused(authorizeAppidPresent, quote(query.get('appid')))
  if (!query.get('redirect_uri')) throw new Refused(redirectUriPresent, quote(query.get('redirect_uri')))
  if (!query.get('scope')) throw new Refused(scopePresent, quote(query.get('scope')))
  checkWriting(call, names)
  if (world.switches.strictOrder) checkOrder(call)
  const responseType = query.get('response_type')
  if (responseType !== 'code') throw new Refused(responseTypeIsCode, quote(responseType))
  const unknown = names.filter((name) => !STRICT.includes(name) && !FREE.includes(name))
  if (unknown.length > 0) note(call, parametersKnown, quote(unknown.join(', ')))
}

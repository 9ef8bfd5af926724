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
    en: 'appid, redirect_uri, response_type, scope and state are not in this order.',
    zh: 'appid、redirect_uri、response_type、scope、state 没有按此顺序排列。',
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
  confidence: 'official',
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

const parametersBetween: Rule = {
  name: 'parameters_between',
  endpoints,
  errcode: null,
  wrong: {
    en: 'Further parameters stand between the five documented ones; links like that were taken.',
    zh: '五个文档参数之间还有其他参数；有人这样用过并成功。',
  },
  passes: { en: LINK, zh: LINK },
  source: 'unconfirmed: seen by several',
  confidence: 'captured',
}

const connectRedirect: Rule = {
  name: 'connect_redirect_on_computers',
  endpoints,
  errcode: null,
  wrong: {
    en: 'connect_redirect=1 is undocumented and was reported to fail in WeChat for Windows.',
    zh: 'connect_redirect=1 没有文档，有人反馈在电脑版微信中会失败。',
  },
  passes: { en: 'A link without it.', zh: '不带该参数的链接。' },
  source: 'unconfirmed: seen by one project',
  confidence: 'supposed',
}

const popupOfBase: Rule = {
  name: 'force_popup_with_base',
  endpoints,
  errcode: null,
  wrong: {
    en: 'forcePopup does nothing with snsapi_base: nobody is asked.',
    zh: 'snsapi_base 下 forcePopup 不起作用：不会询问用户。',
  },
  passes: {
    en: 'scope=snsapi_userinfo, or a link without forcePopup.',
    zh: 'scope=snsapi_userinfo，或不带 forcePopup 的链接。',
  },
  source: 'unconfirmed: seen by several',
  confidence: 'captured',
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

/** Only the documented five are compared, each where it stands first; what stands between them is let pass. */
function checkOrder(names: readonly string[]): void {
  const sent = STRICT.filter((name) => names.includes(name))
  const places = sent.map((name) => names.indexOf(name))
  const isOrdered = places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0))
  if (!isOrdered) throw new Refused(parameterOrder, names.join(', '))
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
  if (world.switches.strictOrder) checkOrder(names)
  const responseType = query.get('response_type')
  if (responseType !== 'code') throw new Refused(responseTypeIsCode, quote(responseType))
  noteFurther(call, names)
}

/** What is let pass beside the five, and worth a word. */
function noteFurther(call: Call, names: readonly string[]): void {
  const { query } = call
  const last = names.findLastIndex((name) => STRICT.includes(name))
  const between = names.filter((name, at) => at < last && !STRICT.includes(name))
  if (between.length > 0) note(call, parametersBetween, quote(between.join(', ')))
  if (query.get('connect_redirect')) note(call, connectRedirect, quote(query.get('connect_redirect')))
  const isSilent = query.get('scope') === 'snsapi_base'
  if (isSilent && query.get('forcePopup') === 'true') note(call, popupOfBase, 'snsapi_base, forcePopup=true')
  const unknown = names.filter((name) => !STRICT.includes(name) && !FREE.includes(name))
  if (unknown.length > 0) note(call, parametersKnown, quote(unknown.join(', ')))
}

import type { Application, Component } from '../world/application.ts'
import { UNAVAILABLE } from './authorize-parameter.ts'
import type { Call } from './call.ts'
import { mask, quote, Refused, type Rule } from './rule.ts'

const LOGIN_PAGE = '/cgi-bin/componentloginpage'
const endpoints = [LOGIN_PAGE, '/wxaopen/safe/bindcomponent', '/safe/bindcomponent']
const source =
  'https://developers.weixin.qq.com/doc/oplatform/Third-party_Platforms/2.0/api/Before_Develop/Authorization_Process_Technical_Description.html'

/** The page's own sentence; the host that Referer named stands behind it, 空 for none. */
const REFERER_TEXT =
  '请确认授权入口页所在域名，与授权后回调页所在域名相同，并且，此两者都必须与申请第三方平台时填写的授权发起页域名相同。授权入口页所在域名：'

const linkComponentKnown: Rule = {
  name: 'authorization_component_known',
  endpoints,
  errcode: null,
  wrong: {
    en: 'component_appid is missing or names no platform.',
    zh: '缺少 component_appid，或没有这个平台。',
  },
  passes: { en: 'The appid of the third-party platform.', zh: '第三方平台的 appid。' },
  source: 'unconfirmed',
  confidence: 'supposed',
  page: UNAVAILABLE,
}

const preAuthCodeKnown: Rule = {
  name: 'pre_auth_code_known',
  endpoints,
  errcode: null,
  wrong: {
    en: 'pre_auth_code is missing, unknown, of another platform or too old.',
    zh: 'pre_auth_code 缺失、不存在、不属于该平台，或已过期。',
  },
  passes: {
    en: 'A code of api_create_preauthcode, within its expires_in.',
    zh: 'api_create_preauthcode 返回的、未过期的 code。',
  },
  source: `${source} (the page is unconfirmed)`,
  confidence: 'official',
  page: { name: 'pre_auth_code', text: '授权链接已失效，请重新发起授权' },
}

const preAuthCodeUnused: Rule = {
  ...preAuthCodeKnown,
  name: 'pre_auth_code_unused',
  wrong: {
    en: 'This pre_auth_code has led to an authorization before (switch preAuthCodeReuse).',
    zh: '这个 pre_auth_code 已经完成过授权（开关 preAuthCodeReuse）。',
  },
  passes: { en: 'A new code for every authorization.', zh: '每次授权使用新的 code。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

const launchDomainMatches: Rule = {
  name: 'launch_domain_matches',
  endpoints,
  errcode: null,
  wrong: {
    en: 'redirect_uri is no URL on the platform’s launch domain.',
    zh: 'redirect_uri 不在第三方平台的授权发起页域名下。',
  },
  passes: {
    en: 'A URL whose host is the launch domain (POST /__sim/applications with launchDomain).',
    zh: '域名与授权发起页域名一致的链接（POST /__sim/applications，launchDomain）。',
  },
  source,
  confidence: 'official',
  page: { name: 'launch_domain', text: REFERER_TEXT },
}

const refererMatches: Rule = {
  name: 'referer_matches',
  endpoints: [LOGIN_PAGE],
  errcode: null,
  wrong: {
    en: 'The page was not reached from a page on the launch domain, or no Referer was sent.',
    zh: '不是从授权发起页域名下的页面跳转而来，或没有发送 Referer。',
  },
  passes: {
    en: 'A link on a page of the launch domain without Referrer-Policy: no-referrer (switch requireReferer).',
    zh: '授权发起页域名下页面中的链接，且未设置 Referrer-Policy: no-referrer（开关 requireReferer）。',
  },
  source,
  confidence: 'captured',
  page: { name: 'referer', text: REFERER_TEXT },
}

const authTypePresent: Rule = {
  name: 'auth_type_known',
  endpoints,
  errcode: null,
  wrong: {
    en: 'auth_type is none of 1 to 6 and 8; official accounts and mini programs are offered.',
    zh: 'auth_type 不是 1 到 6 或 8；按公众号和小程序处理。',
  },
  passes: { en: 'auth_type=3, or biz_appid.', zh: 'auth_type=3，或 biz_appid。' },
  source: `${source} (what the page does is unconfirmed)`,
  confidence: 'supposed',
}

const accountIsOffered: Rule = {
  name: 'authorizable_account',
  endpoints,
  errcode: null,
  wrong: {
    en: 'This account is not among those the link is for.',
    zh: '链接不适用于这个账号。',
  },
  passes: {
    en: 'An account of auth_type, or the one of biz_appid.',
    zh: '符合 auth_type 的账号，或 biz_appid 指定的账号。',
  },
  source,
  confidence: 'official',
  page: { name: 'account', text: '该账号不符合授权要求' },
}

/** A link that an owner opens to authorize a platform. */
export type AuthorizationLink = {
  component: Component
  preAuthCode: string
  redirectUri: URL
  /** Accounts that may be chosen. */
  accounts: Application[]
  /** Permission sets on offer. */
  permissionSets: number[]
}

const OFFICIAL = ['service', 'subscription', 'test']
const KINDS: Readonly<Record<string, readonly string[]>> = {
  1: OFFICIAL,
  2: ['miniprogram'],
  3: [...OFFICIAL, 'miniprogram'],
  4: [],
  5: [],
  6: [...OFFICIAL, 'miniprogram'],
  8: [],
}

function checkPreAuthCode(call: Call, { appid }: Component, text: string | undefined): string {
  const code = call.world.platformCodes.find(text ?? '')
  const isKnown = code?.component === appid && code.appid === null && code.expiresAt > call.now
  if (!isKnown) throw new Refused(preAuthCodeKnown, mask(text))
  if (!code.used) return code.code
  if (call.world.switches.preAuthCodeReuse === 'refuse') throw new Refused(preAuthCodeUnused, mask(text))
  call.warnings.push({ rule: preAuthCodeUnused.name, sent: mask(text), says: preAuthCodeUnused.wrong })
  return code.code
}

function listAccounts({ world, query, warnings }: Call): Application[] {
  const accounts = [...world.applications.values()]
  const only = query.get('biz_appid')
  if (only) return accounts.filter(({ appid, kind }) => appid === only && kind !== 'website')
  const type = query.get('auth_type')
  const kinds = Object.hasOwn(KINDS, type ?? '') ? KINDS[type ?? ''] : undefined
  if (!kinds) warnings.push({ rule: authTypePresent.name, sent: quote(type), says: authTypePresent.wrong })
  return accounts.filter(({ kind }) => (kinds ?? KINDS[3] ?? []).includes(kind))
}

function readSets(call: Call, component: Component): number[] {
  const asked = call.query.get('category_id_list')
  if (!asked) return component.permissionSets
  const ids = asked.split('|').map(Number)
  return component.permissionSets.filter((id) => ids.includes(id))
}

/** Reads the link; throws `Refused` with WeChat's page. */
export function readAuthorizationLink(call: Call): AuthorizationLink {
  const { query, world } = call
  const component = world.components.get(query.get('component_appid') ?? '')
  if (!component) throw new Refused(linkComponentKnown, quote(query.get('component_appid')))
  const preAuthCode = checkPreAuthCode(call, component, query.get('pre_auth_code'))
  const text = query.get('redirect_uri') ?? ''
  const redirectUri = URL.parse(text)
  const isLaunch = redirectUri?.hostname === component.launchDomain && /^https?:$/.test(redirectUri.protocol)
  if (!redirectUri || !isLaunch) {
    throw new Refused(launchDomainMatches, `${quote(text)}; configured: ${component.launchDomain}`)
  }
  const permissionSets = readSets(call, component)
  return { component, preAuthCode, redirectUri, accounts: listAccounts(call), permissionSets }
}

/** The page for computers must be reached from the launch domain. `referer` is the header, empty for none. */
export function checkReferer(call: Call, { launchDomain }: Component, referer: string): void {
  if (call.path !== LOGIN_PAGE) return
  const host = URL.parse(referer)?.hostname
  if (host === launchDomain) return
  const page = { name: 'referer', text: `${REFERER_TEXT}${host ?? '空'}` }
  if (call.world.switches.requireReferer === 'refuse') {
    throw new Refused({ ...refererMatches, page }, quote(referer))
  }
  call.warnings.push({ rule: refererMatches.name, sent: quote(referer), says: refererMatches.wrong })
}

/** The account that an owner chose among those of the link. */
export function readChosenAccount({ accounts }: AuthorizationLink, appid: string | undefined): Application {
  const [first] = accounts
  const chosen =
    accounts.length === 1 && appid === undefined ? first : accounts.find((each) => each.appid === appid)
  if (!chosen) throw new Refused(accountIsOffered, quote(appid))
  return chosen
}

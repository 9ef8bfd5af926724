import { type Application, type Component, TOWN_APPID_PREFIX } from '../world/application.ts'
import type { Person } from '../world/person.ts'
import { UNAVAILABLE } from './authorize-parameter.ts'
import type { Call } from './call.ts'
import { readPageText } from './page-text.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/connect/oauth2/authorize']
const troublePage = 'WeChat’s documentation: trouble page of web authorization'

const authorizeAppidKnown: Rule = {
  name: 'authorize_appid_known',
  endpoints,
  errcode: null,
  wrong: { en: 'No account of the simulator has this appid.', zh: '模拟器中没有这个 appid。' },
  passes: {
    en: `A demo appid: it begins with ${TOWN_APPID_PREFIX}. The start page lists them.`,
    zh: `演示 appid，以 ${TOWN_APPID_PREFIX} 开头，见模拟器首页。`,
  },
  source: 'unconfirmed',
  confidence: 'supposed',
  page: UNAVAILABLE,
}

const notAnOpenPlatformAppid: Rule = {
  name: 'not_an_open_platform_appid',
  endpoints,
  errcode: 10016,
  wrong: {
    en: 'This appid belongs to the open platform (website application or third-party platform).',
    zh: '这是开放平台的 appid（网站应用或第三方平台）。',
  },
  passes: {
    en: 'The appid of a service account; website applications use /connect/qrconnect.',
    zh: '服务号的 appid；网站应用使用 /connect/qrconnect。',
  },
  source: troublePage,
  confidence: 'official',
  page: { name: '10016', text: readPageText(10016) },
}

const scopeIsGranted: Rule = {
  name: 'scope_is_granted',
  endpoints,
  errcode: 10005,
  wrong: {
    en: 'This account has no right to this scope: it is not a verified service account, or the scope is not one of official accounts.',
    zh: '该账号没有这个 scope 的权限：不是已认证的服务号，或 scope 不属于公众号。',
  },
  passes: {
    en: 'snsapi_base or snsapi_userinfo with a verified service account or a test account.',
    zh: '已认证服务号或测试号，scope 为 snsapi_base 或 snsapi_userinfo。',
  },
  source: troublePage,
  confidence: 'official',
  page: { name: '10005', text: readPageText(10005) },
}

const platformIsAuthorized: Rule = {
  name: 'platform_is_authorized',
  endpoints,
  errcode: 10015,
  wrong: {
    en: 'The account has not authorized this platform (component_appid), or not the set 4 (web services).',
    zh: '该公众号没有授权给此第三方平台（component_appid），或没有授予权限集 4（网页服务）。',
  },
  passes: {
    en: 'An account that has authorized the platform with set 4; …02 has from the start.',
    zh: '已把权限集 4 授权给该平台的公众号；…02 一开始就已授权。',
  },
  source: troublePage,
  confidence: 'official',
  page: { name: '10015', text: readPageText(10015) },
}

const WEB_SERVICES = 4

/** The platform a link names, once it may sign people in for the account; null for the account's own link. */
function readComponent(call: Call, appid: string): Component | null {
  const text = call.query.get('component_appid')
  if (text === undefined) return null
  const component = call.world.components.get(text)
  const authorization = call.world.authorizations.find(text, appid)
  if (!component || !authorization?.permissionSets.includes(WEB_SERVICES)) {
    throw new Refused(platformIsAuthorized, quote(text))
  }
  return component
}

const testAccountIsFollowed: Rule = {
  name: 'test_account_is_followed',
  endpoints,
  errcode: 10006,
  wrong: { en: 'This person does not follow the test account.', zh: '该用户没有关注此测试号。' },
  passes: {
    en: 'Follow it first: POST /__sim/people/:id/follow with the appid; lihua follows it from the start.',
    zh: '先关注：POST /__sim/people/:id/follow；lihua 一开始就已关注。',
  },
  source: troublePage,
  confidence: 'official',
  page: { name: '10006', text: readPageText(10006) },
}

const SCOPES = ['snsapi_base', 'snsapi_userinfo']

/** The account of an authorize link, and that it may have these scopes. */
export function readAuthorizeAccount(call: Call): {
  application: Application
  scope: string
  component: Component | null
} {
  const appid = call.query.get('appid') ?? ''
  const scope = call.query.get('scope') ?? ''
  if (call.world.components.has(appid)) throw new Refused(notAnOpenPlatformAppid, quote(appid))
  const application = call.world.applications.get(appid)
  if (!application) throw new Refused(authorizeAppidKnown, quote(appid))
  if (application.kind === 'website') throw new Refused(notAnOpenPlatformAppid, quote(appid))
  const isService = application.kind === 'service' && application.verified
  const isKnownScope = scope.split(',').every((each) => SCOPES.includes(each))
  if (!(isService || application.kind === 'test') || !isKnownScope) {
    throw new Refused(scopeIsGranted, `${quote(scope)} for ${appid} (${application.kind})`)
  }
  return { application, scope, component: readComponent(call, appid) }
}

/** A test account lets only its followers sign in. */
export function checkTestAccount(call: Call, application: Application, person: Person): void {
  if (application.kind !== 'test') return
  if (!call.world.follows.get(person.id, application.appid))
    throw new Refused(testAccountIsFollowed, person.id)
}

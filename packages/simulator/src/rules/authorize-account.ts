import { type Application, TOWN_APPID_PREFIX } from '../world/application.ts'
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

const platformSignInIsSimulated: Rule = {
  name: 'platform_sign_in_is_simulated',
  endpoints,
  errcode: null,
  wrong: {
    en: 'component_appid: this simulator has no sign-in on behalf of an account yet.',
    zh: 'component_appid：模拟器尚不支持代公众号授权。',
  },
  passes: { en: 'The link without component_appid.', zh: '不带 component_appid 的链接。' },
  source: 'the simulator’s own limit',
  confidence: 'official',
  page: UNAVAILABLE,
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
export function readAuthorizeAccount(call: Call): { application: Application; scope: string } {
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
  const component = call.query.get('component_appid')
  if (component !== undefined) throw new Refused(platformSignInIsSimulated, quote(component))
  return { application, scope }
}

/** A test account lets only its followers sign in. */
export function checkTestAccount(call: Call, application: Application, person: Person): void {
  if (application.kind !== 'test') return
  if (!call.world.follows.get(person.id, application.appid))
    throw new Refused(testAccountIsFollowed, person.id)
}

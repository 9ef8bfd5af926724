import type { AppToken } from '../world/app-token.ts'
import type { Application } from '../world/application.ts'
import { readDay } from '../world/limit.ts'
import {
  type AccountPath,
  ACCOUNT_CALLS as endpoints,
  readAccountPath,
  readDailyLimit,
} from './account-path.ts'
import { readAppToken } from './app-token.ts'
import type { Call } from './call.ts'
import { Refused, type Rule } from './rule.ts'
import { checkComponentWhiteList, checkWhiteList } from './white-list.ts'

const table = 'WeChat’s documentation: table of return codes'

const accountMayCall: Rule = {
  name: 'account_may_call',
  endpoints,
  errcode: 48001,
  wrong: {
    en: 'This kind of account has no access to this call.',
    zh: '该类型的账号没有这个接口的权限。',
  },
  passes: {
    en: 'A verified service account or a test account; for phone numbers a mini program.',
    zh: '已认证的服务号，或测试号；手机号接口为小程序。',
  },
  source: 'https://developers.weixin.qq.com/doc/service/api/usermanage/userinfo/api_userinfo',
  confidence: 'official',
}

const accountHasAuthorized: Rule = {
  name: 'account_has_authorized',
  endpoints,
  errcode: 61003,
  wrong: {
    en: 'The account has withdrawn its authorization from the platform this token was given to.',
    zh: '该账号已取消对此令牌所属第三方平台的授权。',
  },
  passes: { en: 'A token fetched after the account authorized again.', zh: '账号重新授权之后获取的令牌。' },
  source: `${table} (at this call unconfirmed)`,
  confidence: 'supposed',
}

const setIsGranted: Rule = {
  name: 'permission_set_is_granted',
  endpoints,
  errcode: 61007,
  wrong: {
    en: 'The account did not grant the platform the permission set of this call.',
    zh: '账号没有把该接口所属的权限集授予第三方平台。',
  },
  passes: {
    en: 'An authorization that includes the set (1 messages, 2 users, 3 account service, 4 web services).',
    zh: '授权时包含该权限集（1 消息、2 用户、3 账号服务、4 网页服务）。',
  },
  source: table,
  confidence: 'official',
}

const callsPerDay: Rule = {
  name: 'account_calls_per_day',
  endpoints,
  errcode: 45009,
  wrong: { en: 'Today’s calls of this API are used up.', zh: '该接口今天的调用次数已用完。' },
  passes: {
    en: 'Tomorrow (China time), or clear_quota, ten times a month (switch accountCallsPerDay).',
    zh: '明天（北京时间），或 clear_quota，每月十次（开关 accountCallsPerDay）。',
  },
  source: 'WeChat’s documentation: limits of API calls',
  confidence: 'official',
}

function isOpen({ kind, verified }: Application, open: AccountPath['open']): boolean {
  const isOfficial = kind !== 'miniprogram' && kind !== 'website'
  if (open === 'any') return true
  if (open === 'miniprogram') return kind === 'miniprogram'
  return isOfficial && (open === 'official' || verified)
}

function checkKind(application: Application, open: AccountPath['open']): void {
  const { kind, appid } = application
  if (!isOpen(application, open)) throw new Refused(accountMayCall, `${appid} (${kind})`)
}

function checkAuthorization(
  call: Call,
  { appid, component }: AppToken,
  sets: AccountPath['permissionSets'],
): void {
  if (component === null) return
  const authorization = call.world.authorizations.find(component, appid)
  if (!authorization) throw new Refused(accountHasAuthorized, `${appid} and ${component}`)
  if (sets.length > 0 && !sets.some((id) => authorization.permissionSets.includes(id))) {
    const granted = authorization.permissionSets.join(', ')
    throw new Refused(setIsGranted, `needed ${sets.join(' or ')}, granted ${granted}`)
  }
}

function checkCaller(call: Call, token: AppToken, application: Application): void {
  if (!call.world.switches.whiteListEveryCall) return
  const component = call.world.components.get(token.component ?? '')
  if (component) checkComponentWhiteList(call, component)
  else checkWhiteList(call, application, 'token')
}

function countKey(path: string, appid: string): string {
  return `${callsPerDay.name} ${path} ${appid}`
}

/** How often an account may call a path in a day; 0: not limited. */
export function readAllowed(call: Call, path: AccountPath, application: Application): number {
  const published = readDailyLimit(path, application)
  const { accountCallsPerDay } = call.world.switches
  return published === 0 || accountCallsPerDay === 0 ? published : accountCallsPerDay
}

/** How often an account called a path today. */
export function readUsed(call: Call, path: string, application: Application): number {
  return call.world.limits.read(countKey(path, application.appid), readDay(call.now))
}

function countCall(call: Call, path: AccountPath, application: Application): void {
  const calls = call.world.limits.count(countKey(call.path, application.appid), readDay(call.now))
  const allowed = readAllowed(call, path, application)
  if (allowed > 0 && calls > allowed)
    throw new Refused(callsPerDay, `call number ${calls} of ${allowed} allowed`)
}

/**
 * The account whose token a call carries, its own or a platform's, once everything that has to do with the
 * token is in order: it lives, the caller may use it, the account may make this call, and not too often.
 */
export function openAccountCall(call: Call): Application {
  const { token, application } = readAppToken(call)
  const path = readAccountPath(call.path)
  checkCaller(call, token, application)
  if (!path) return application
  checkKind(application, path.open)
  checkAuthorization(call, token, path.permissionSets)
  countCall(call, path, application)
  return application
}

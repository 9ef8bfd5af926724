import type { Application } from '../world/application.ts'
import { readMonth } from '../world/limit.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const source = 'WeChat’s documentation: openApi management'
const QUOTA_PATH = '/cgi-bin/openapi/quota/get'

const clearsPerMonth: Rule = {
  name: 'quota_clears_per_month',
  endpoints: ['/cgi-bin/clear_quota', '/cgi-bin/clear_quota/v2', '/cgi-bin/component/clear_quota/v2'],
  errcode: 48006,
  wrong: { en: 'This month’s ten clears are used up.', zh: '本月的十次清零已用完。' },
  passes: {
    en: 'Next month; clears in the console count too (switch quotaClearsPerMonth).',
    zh: '下个月；后台清零也计数（开关 quotaClearsPerMonth）。',
  },
  source,
  confidence: 'official',
}

const appidOfToken: Rule = {
  name: 'appid_of_token',
  endpoints: ['/cgi-bin/clear_quota'],
  errcode: 40013,
  wrong: { en: 'appid is not the account of the token.', zh: 'appid 与令牌所属账号不一致。' },
  passes: { en: 'The appid of the account whose token it is.', zh: '令牌所属账号的 appid。' },
  source,
  confidence: 'official',
}

const cgiPathIsPath: Rule = {
  name: 'cgi_path_is_path',
  endpoints: [QUOTA_PATH],
  errcode: 76003,
  wrong: {
    en: 'cgi_path is missing, has a host, or does not begin with a slash.',
    zh: 'cgi_path 缺失、带了域名，或不以斜杠开头。',
  },
  passes: { en: '"/cgi-bin/message/custom/send"', zh: '"/cgi-bin/message/custom/send"' },
  source,
  confidence: 'official',
}

const cgiPathIsNotSns: Rule = {
  name: 'cgi_path_is_not_sns',
  endpoints: [QUOTA_PATH],
  errcode: 76022,
  wrong: { en: 'The calls below /sns/ have no quota to ask for.', zh: '/sns/ 接口不支持查询额度。' },
  passes: { en: 'A path below /cgi-bin/ or /wxa/.', zh: '/cgi-bin/ 或 /wxa/ 下的接口。' },
  source,
  confidence: 'official',
}

const cgiPathKnown: Rule = {
  name: 'cgi_path_known',
  endpoints: [QUOTA_PATH],
  errcode: 76003,
  wrong: {
    en: 'The simulator does not know this path; real WeChat may refuse it (76003).',
    zh: '模拟器不认识这个路径；真实微信可能拒绝（76003）。',
  },
  passes: { en: 'A path the simulator serves.', zh: '模拟器支持的路径。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

/** Counts a clear, and refuses the one too many. */
export function countClear(call: Call, appid: string): void {
  const allowed = call.world.switches.quotaClearsPerMonth
  const clears = call.world.limits.count(`${appid} ${clearsPerMonth.name}`, readMonth(call.now))
  if (clears > allowed) throw new Refused(clearsPerMonth, `clear number ${clears} of ${allowed} allowed`)
}

/** Refuses to clear another account than the token's. */
export function checkClearedAppid(application: Application, appid: string | undefined): void {
  if (appid !== application.appid) throw new Refused(appidOfToken, quote(appid))
}

/** A path whose quota may be asked for. */
export function readCgiPath(path: string | undefined): string {
  if (path === undefined || !/^\/[\w/-]+$/.test(path)) throw new Refused(cgiPathIsPath, quote(path))
  if (path.startsWith('/sns/')) throw new Refused(cgiPathIsNotSns, quote(path))
  return path
}

/** Notes a path nobody knows the quota of. */
export function noteUnknownPath(call: Call, path: string): void {
  call.warnings.push({ rule: cgiPathKnown.name, sent: quote(path), says: cgiPathKnown.wrong })
}

import type { Application } from '../world/application.ts'
import { readDay, readMinute } from '../world/limit.ts'
import type { Call } from './call.ts'
import { COMPONENT_SNS_CALLS } from './component-path.ts'
import { Refused, type Rule } from './rule.ts'

const quotaPage = 'WeChat’s documentation: limits of API calls'
const stablePage = 'WeChat’s documentation: getStableAccessToken'

const tokenCallsPerDay: Rule = {
  name: 'token_calls_per_day',
  endpoints: ['/cgi-bin/token'],
  errcode: 45009,
  wrong: { en: 'Today’s calls of cgi-bin/token are used up.', zh: '今天的 cgi-bin/token 调用次数已用完。' },
  passes: {
    en: 'A token that is kept for two hours, or stable_token; the count starts again at midnight in China.',
    zh: '把令牌缓存两小时，或改用 stable_token；次数在北京时间零点重新计算。',
  },
  source: quotaPage,
  confidence: 'official',
}

const stableCallsPerMinute: Rule = {
  name: 'stable_token_calls_per_minute',
  endpoints: ['/cgi-bin/stable_token'],
  errcode: 45011,
  wrong: { en: 'Too many stable_token calls in this minute.', zh: '这一分钟的 stable_token 调用过多。' },
  passes: { en: 'A kept token; again in the next minute.', zh: '缓存令牌；下一分钟再试。' },
  source: stablePage,
  confidence: 'official',
}

const stableCallsPerDay: Rule = {
  name: 'stable_token_calls_per_day',
  endpoints: ['/cgi-bin/stable_token'],
  errcode: 45009,
  wrong: { en: 'Today’s calls of stable_token are used up.', zh: '今天的 stable_token 调用次数已用完。' },
  passes: { en: 'A kept token.', zh: '缓存令牌。' },
  source: stablePage,
  confidence: 'official',
}

const stableForcesPerDay: Rule = {
  name: 'stable_token_forces_per_day',
  endpoints: ['/cgi-bin/stable_token'],
  errcode: 45009,
  wrong: { en: 'Today’s forced refreshes are used up.', zh: '今天的强制刷新次数已用完。' },
  passes: {
    en: 'force_refresh=false; force is for a token that has leaked.',
    zh: 'force_refresh=false；强制刷新只用于令牌泄露。',
  },
  source: `${stablePage} (the number; the errcode is unconfirmed)`,
  confidence: 'supposed',
}

const snsCallsPerMinute: Rule = {
  name: 'sns_calls_per_minute',
  endpoints: [
    '/sns/oauth2/access_token',
    '/sns/oauth2/refresh_token',
    '/sns/userinfo',
    ...COMPONENT_SNS_CALLS,
  ],
  errcode: 45011,
  wrong: { en: 'Too many calls in this minute.', zh: '这一分钟的调用过多。' },
  passes: { en: 'Again in the next minute.', zh: '下一分钟再试。' },
  source:
    'https://developers.weixin.qq.com/doc/service/guide/h5/auth (the number; the errcode is unconfirmed)',
  confidence: 'supposed',
}

function count(call: Call, rule: Rule, appid: string, window: number, allowed: number): void {
  const calls = call.world.limits.count(`${rule.name} ${call.path} ${appid}`, window)
  if (calls > allowed) throw new Refused(rule, `call number ${calls} of ${allowed} allowed`)
}

function readTokenCalls(call: Call, application: Application): number {
  const limit = call.world.switches.tokenCallsPerDay
  return application.kind === 'test' ? Math.max(1, Math.floor(limit / 10)) : limit
}

/** Counts a call of cgi-bin/token. */
export function countTokenCall(call: Call, application: Application): void {
  const allowed = readTokenCalls(call, application)
  count(call, tokenCallsPerDay, application.appid, readDay(call.now), allowed)
}

/** Today's limit and use of the two calls that give tokens; undefined for any other path. */
export function readTokenQuota(
  call: Call,
  path: string,
  application: Application,
): { allowed: number; used: number } | undefined {
  const limits: Record<string, [Rule, number]> = {
    '/cgi-bin/token': [tokenCallsPerDay, readTokenCalls(call, application)],
    '/cgi-bin/stable_token': [stableCallsPerDay, call.world.switches.stableTokenCallsPerDay],
  }
  const [rule, allowed] = limits[path] ?? []
  if (!rule || allowed === undefined) return undefined
  const key = `${rule.name} ${path} ${application.appid}`
  return { allowed, used: call.world.limits.read(key, readDay(call.now)) }
}

/** Counts a call of stable_token, forced or not. */
export function countStableCall(call: Call, application: Application): void {
  const { stableTokenCallsPerMinute, stableTokenCallsPerDay } = call.world.switches
  count(call, stableCallsPerMinute, application.appid, readMinute(call.now), stableTokenCallsPerMinute)
  count(call, stableCallsPerDay, application.appid, readDay(call.now), stableTokenCallsPerDay)
}

/** Counts a forced refresh that is about to happen. */
export function countStableForce(call: Call, application: Application): void {
  const allowed = call.world.switches.stableTokenForcesPerDay
  count(call, stableForcesPerDay, application.appid, readDay(call.now), allowed)
}

/** Counts a call of the web authorization. */
export function countSnsCall(call: Call, appid: string): void {
  count(call, snsCallsPerMinute, appid, readMinute(call.now), call.world.switches.snsCallsPerMinute)
}

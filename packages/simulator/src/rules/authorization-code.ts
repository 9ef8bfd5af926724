import type { Component } from '../world/application.ts'
import type { PlatformCode } from '../world/platform-code.ts'
import type { Call } from './call.ts'
import { mask, Refused, type Rule } from './rule.ts'

const endpoints = ['/cgi-bin/component/api_query_auth']
const source = 'WeChat’s documentation: third-party platforms, api_query_auth'

const authorizationCodePresent: Rule = {
  name: 'authorization_code_present',
  endpoints,
  errcode: 40097,
  wrong: { en: 'authorization_code is missing or empty.', zh: '缺少 authorization_code 或为空。' },
  passes: {
    en: 'The auth_code of the callback or of the push.',
    zh: '回调中的 auth_code，或推送中的授权码。',
  },
  source,
  confidence: 'official',
}

const authorizationCodeKnown: Rule = {
  name: 'authorization_code_known',
  endpoints,
  errcode: 61009,
  wrong: {
    en: 'This code was not given to this platform.',
    zh: '授权码不属于该平台。',
  },
  passes: {
    en: 'The code of the callback or of the push, unchanged.',
    zh: '回调或推送中的授权码，原样使用。',
  },
  source,
  confidence: 'captured',
}

const authorizationCodeUnused: Rule = {
  name: 'authorization_code_unused',
  endpoints,
  errcode: 61009,
  wrong: {
    en: 'This code was asked about before (the one of the push and the one of the callback are the same; switch authCodeReuse).',
    zh: '这个授权码已经查询过（推送与回调中的是同一个；开关 authCodeReuse）。',
  },
  passes: {
    en: 'One question for each code; keep the newest tokens.',
    zh: '每个授权码只查询一次；保存最新的令牌。',
  },
  source: 'unconfirmed',
  confidence: 'supposed',
}

const authorizationCodeFresh: Rule = {
  name: 'authorization_code_fresh',
  endpoints,
  errcode: 61010,
  wrong: { en: 'This code has expired.', zh: '授权码已过期。' },
  passes: {
    en: 'A code within its expires_in; changing the permission sets gives a new one.',
    zh: '在 expires_in 之内使用；管理员更新授权会产生新的授权码。',
  },
  source,
  confidence: 'captured',
}

function checkReuse(call: Call, text: string): void {
  if (call.world.switches.authCodeReuse === 'refuse') throw new Refused(authorizationCodeUnused, mask(text))
  const { name: rule, wrong: says } = authorizationCodeUnused
  call.warnings.push({ rule, sent: mask(text), says })
}

/** The code of a grant that a platform may still ask about, and its account. The caller marks it as used. */
export function readAuthorizationCode(
  call: Call,
  component: Component,
  text: string | undefined,
): { code: PlatformCode; appid: string } {
  if (!text) throw new Refused(authorizationCodePresent, mask(text))
  const code = call.world.platformCodes.find(text)
  const appid = code?.appid ?? null
  if (!code || appid === null || code.component !== component.appid) {
    throw new Refused(authorizationCodeKnown, mask(text))
  }
  if (code.expiresAt <= call.now) throw new Refused(authorizationCodeFresh, mask(text))
  if (code.used) checkReuse(call, text)
  return { code, appid }
}

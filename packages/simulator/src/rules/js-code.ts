import type { Application } from '../world/application.ts'
import type { JsCode } from '../world/js-code.ts'
import { readMinute } from '../world/limit.ts'
import type { Call } from './call.ts'
import { mask, Refused, type Rule } from './rule.ts'

const endpoints = ['/sns/jscode2session', '/sns/component/jscode2session']
const source = 'https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-login/code2Session.html'

const jsCodePresent: Rule = {
  name: 'js_code_present',
  endpoints,
  errcode: 41008,
  wrong: { en: 'js_code is missing.', zh: '缺少 js_code。' },
  passes: { en: 'The code of wx.login.', zh: 'wx.login 返回的 code。' },
  source,
  confidence: 'captured',
}

const jsCodeKnown: Rule = {
  name: 'js_code_known',
  endpoints,
  errcode: 40029,
  wrong: {
    en: 'This code is unknown, of another mini program, or older than five minutes.',
    zh: 'code 不存在、属于别的小程序，或超过五分钟。',
  },
  passes: {
    en: 'A fresh code of wx.login (POST /__sim/phone/miniprogram).',
    zh: 'wx.login 新得到的 code（POST /__sim/phone/miniprogram）。',
  },
  source,
  confidence: 'official',
}

const jsCodeUnused: Rule = {
  name: 'js_code_unused',
  endpoints,
  errcode: 40163,
  wrong: { en: 'This code has been used before.', zh: '这个 code 已经用过。' },
  passes: { en: 'A new wx.login for every session.', zh: '每次会话重新 wx.login。' },
  source,
  confidence: 'captured',
}

const sessionsPerMinute: Rule = {
  name: 'sessions_per_minute',
  endpoints,
  errcode: 45011,
  wrong: { en: 'Too many sessions of this person in this minute.', zh: '该用户这一分钟调用过多。' },
  passes: {
    en: 'At most 100 a minute and person (switch sessionCallsPerMinute).',
    zh: '每个用户每分钟最多 100 次（开关 sessionCallsPerMinute）。',
  },
  source,
  confidence: 'captured',
}

const productIsMiniProgram: Rule = {
  name: 'product_is_mini_program',
  endpoints,
  errcode: 40013,
  wrong: { en: 'This appid is not a mini program’s.', zh: '不是小程序的 appid。' },
  passes: { en: 'The appid of a mini program (…07).', zh: '小程序的 appid（…07）。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

/** The code of a mini program that may still become a session. The caller marks it as used. */
export function readJsCode(call: Call, application: Application): JsCode {
  if (application.kind !== 'miniprogram') throw new Refused(productIsMiniProgram, application.kind)
  const text = call.query.get('js_code')
  if (!text) throw new Refused(jsCodePresent, mask(text))
  const code = call.world.jsCodes.find(text)
  if (code?.appid !== application.appid) throw new Refused(jsCodeKnown, mask(text))
  const key = `${sessionsPerMinute.name} ${code.personId} ${code.appid}`
  const calls = call.world.limits.count(key, readMinute(call.now))
  const allowed = call.world.switches.sessionCallsPerMinute
  if (calls > allowed) throw new Refused(sessionsPerMinute, `call number ${calls} of ${allowed} allowed`)
  if (code.used) throw new Refused(jsCodeUnused, mask(text))
  if (code.expiresAt <= call.now) throw new Refused(jsCodeKnown, `${mask(text)}, too late`)
  return code
}

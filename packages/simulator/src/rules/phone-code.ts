import type { Application } from '../world/application.ts'
import type { PhoneCode } from '../world/phone-code.ts'
import type { Call } from './call.ts'
import { mask, quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/wxa/business/getuserphonenumber']
const source =
  'https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/user-info/phone-number/getPhoneNumber.html'

const phoneCodePresent: Rule = {
  name: 'phone_code_present',
  endpoints,
  errcode: 40097,
  wrong: { en: 'code is missing or no text.', zh: '缺少 code，或不是文本。' },
  passes: { en: 'e.detail.code of the button getPhoneNumber.', zh: 'getPhoneNumber 按钮的 e.detail.code。' },
  source,
  confidence: 'captured',
}

const phoneCodeIsNotLoginCode: Rule = {
  name: 'phone_code_is_not_login_code',
  endpoints,
  errcode: 40029,
  wrong: {
    en: 'This is the code of wx.login, not that of the button getPhoneNumber.',
    zh: '这是 wx.login 的 code，不是 getPhoneNumber 按钮给出的。',
  },
  passes: {
    en: 'e.detail.code of the button (POST /__sim/phone/number).',
    zh: '按钮的 e.detail.code（POST /__sim/phone/number）。',
  },
  source,
  confidence: 'captured',
}

const phoneCodeKnown: Rule = {
  name: 'phone_code_known',
  endpoints,
  errcode: 40029,
  wrong: {
    en: 'This code is unknown, used, of another mini program, or older than five minutes.',
    zh: 'code 不存在、已使用、属于别的小程序，或超过五分钟。',
  },
  passes: {
    en: 'A fresh code of the button (POST /__sim/phone/number), once.',
    zh: '按钮新给出的 code（POST /__sim/phone/number），只用一次。',
  },
  source,
  confidence: 'official',
}

const phoneOpenidFits: Rule = {
  name: 'phone_openid_fits',
  endpoints,
  errcode: null,
  wrong: {
    en: 'openid is not the person’s who tapped the button; WeChat checks it, with which answer is not known.',
    zh: 'openid 不是点击按钮的人；微信会校验，返回什么并不清楚。',
  },
  passes: { en: 'The openid of that person here, or none.', zh: '此人在该小程序的 openid，或不传。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

/** The code of a phone number that may still be asked for. The caller marks it as used. */
export function readPhoneCode(call: Call, { appid }: Application, text: string | undefined): PhoneCode {
  if (!text) throw new Refused(phoneCodePresent, mask(text))
  const code = call.world.phoneCodes.find(text)
  if (!code && call.world.jsCodes.find(text)) throw new Refused(phoneCodeIsNotLoginCode, mask(text))
  const isGood = code?.appid === appid && !code.used && code.expiresAt > call.now
  if (!code || !isGood) throw new Refused(phoneCodeKnown, mask(text))
  return code
}

/** Notes an openid of somebody else. */
export function notePhoneOpenid(call: Call, openid: string | undefined, own: string): void {
  if (openid === undefined || openid === own) return
  call.warnings.push({ rule: phoneOpenidFits.name, sent: quote(openid), says: phoneOpenidFits.wrong })
}

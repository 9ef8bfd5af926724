import { openAccountCall } from '../../rules/account-call.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { notePhoneOpenid, readPhoneCode } from '../../rules/phone-code.ts'
import { deriveOpenid, derivePhoneNumber } from '../../world/identity.ts'

/** `POST /wxa/business/getuserphonenumber`: the code of the button becomes a number, once. */
export function readPhoneNumber(call: Call): Record<string, unknown> {
  const application = openAccountCall(call)
  const body = readJsonBody(call)
  const code = readPhoneCode(call, application, readBodyText(body, 'code'))
  notePhoneOpenid(call, readBodyText(body, 'openid'), deriveOpenid(code.personId, code.appid))
  code.used = true
  const number = derivePhoneNumber(code.personId)
  return {
    errcode: 0,
    errmsg: 'ok',
    phone_info: {
      phoneNumber: number,
      purePhoneNumber: number,
      countryCode: '86',
      watermark: { timestamp: Math.floor(call.now / 1000), appid: code.appid },
    },
  }
}

import { hide, type SecretText } from '../secret.ts'
import { buildAnswerError } from '../wire/answer.ts'
import type { Wire } from '../wire/call.ts'
import { readOptionalString, readRecord, readString } from '../wire/shape.ts'
import type { AppToken } from './token.ts'
import { fetchWithToken } from './with-token.ts'

/** The phone number that a visitor of a mini program shared. */
export interface PhoneNumber {
  /** With the country code where it is a number abroad. */
  phoneNumber: string
  /** Never with the country code. */
  purePhoneNumber: string
  /** Digits, `86` for one; WeChat sends it as a text or as a number. */
  countryCode: string
  /** The mini program it was shared with. */
  appid: string
  /** Everything that WeChat sent about the number. */
  raw: Readonly<Record<string, unknown>>
}

/**
 * Exchanges the code of the button `open-type="getPhoneNumber"`, which works once and for 5 minutes. It is another code
 * than that of `wx.login()`. With `openid` WeChat checks that it is theirs. 40029: the code is used, too old, of
 * another mini program or of `wx.login()`; 45011: too many a minute. WeChat charges for each call.
 * Source: WeChat's documentation, mini programs, `POST /wxa/business/getuserphonenumber`.
 */
export async function fetchPhoneNumber(
  wire: Wire,
  { token, code, openid }: { token: AppToken; code: SecretText; openid?: string | undefined },
): Promise<PhoneNumber> {
  const answer = await fetchWithToken(wire, '/wxa/business/getuserphonenumber', {
    token,
    body: { code: hide(code, 'phone number code'), openid },
  })
  const info = readRecord(answer, 'phone_info')
  const { countryCode } = info.fields
  if (typeof countryCode !== 'number' && typeof countryCode !== 'string')
    throw buildAnswerError(answer.path, 'the field countryCode is missing or malformed')
  return {
    phoneNumber: readString(info, 'phoneNumber'),
    purePhoneNumber: readString(info, 'purePhoneNumber'),
    countryCode: `${countryCode}`,
    appid: readOptionalString(readRecord(info, 'watermark'), 'appid') ?? '',
    raw: info.fields,
  }
}

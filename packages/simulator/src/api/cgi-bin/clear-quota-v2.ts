import { checkSecret, readApplication } from '../../rules/application.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { countClear } from '../../rules/quota.ts'
import { checkWhiteList } from '../../rules/white-list.ts'

/** `POST /cgi-bin/clear_quota/v2`: like `clear_quota`, by the account's secret and without a token. */
export function clearQuotaBySecret(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const application = readApplication(call.world, readBodyText(body, 'appid'))
  checkSecret(application, readBodyText(body, 'appsecret'))
  checkWhiteList(call, application, 'secret')
  countClear(call, application.appid)
  call.world.limits.clear(` ${application.appid}`)
  return { errcode: 0, errmsg: 'ok' }
}

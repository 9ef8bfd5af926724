import { openAccountCall } from '../../rules/account-call.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkClearedAppid, countClear } from '../../rules/quota.ts'

/** `POST /cgi-bin/clear_quota`: today's counts of the account start again, ten times a month. */
export function clearQuota(call: Call): Record<string, unknown> {
  const application = openAccountCall(call)
  checkClearedAppid(application, readBodyText(readJsonBody(call), 'appid'))
  countClear(call, application.appid)
  call.world.limits.clear(` ${application.appid}`)
  return { errcode: 0, errmsg: 'ok' }
}

import { openAccountCall } from '../../rules/account-call.ts'
import { checkOpenid } from '../../rules/app-token.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkRemark } from '../../rules/remark.ts'

/** `POST /cgi-bin/user/info/updateremark`: how the account calls somebody; `user/info` tells it. */
export function saveRemark(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const body = readJsonBody(call)
  const openid = checkOpenid(call, appid, readBodyText(body, 'openid'))
  call.world.audience.saveRemark(appid, openid, checkRemark(readBodyText(body, 'remark')))
  return { errcode: 0, errmsg: 'ok' }
}

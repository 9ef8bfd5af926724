import { openAccountCall } from '../../rules/account-call.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkMigration, readOpenidList } from '../../rules/user-list.ts'
import { deriveOpenid } from '../../world/identity.ts'

/** `POST /cgi-bin/changeopenid`: the new openids of people who followed the account before it moved. */
export function changeOpenids(call: Call): Record<string, unknown> {
  const { appid, migratedFrom } = openAccountCall(call)
  const body = readJsonBody(call)
  const fromAppid = readBodyText(body, 'from_appid') ?? ''
  checkMigration(call, migratedFrom, fromAppid)
  const { people, follows } = call.world
  const change = (openid: string) => {
    const person = people.findByOpenid(fromAppid, openid)
    const isFollower = person !== undefined && follows.get(person.id, fromAppid) !== undefined
    if (!isFollower) return { ori_openid: openid, new_openid: '', err_msg: 'ori_openid error' }
    return { ori_openid: openid, new_openid: deriveOpenid(person.id, appid), err_msg: 'ok' }
  }
  return { errcode: 0, errmsg: 'ok', result_list: readOpenidList(body).map(change) }
}

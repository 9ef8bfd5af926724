import { openAccountCall } from '../../rules/account-call.ts'
import { checkOpenid } from '../../rules/app-token.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkCarriers, readTag } from '../../rules/tag.ts'
import { readKnownOpenids } from '../../rules/user-list.ts'

const PAGE = 10_000
const BLACKLIST_PAGE = 1_000

function openTagging(call: Call) {
  const { appid } = openAccountCall(call)
  const body = readJsonBody(call)
  const { id } = readTag(call, appid, body.get('tagid'))
  return { appid, id, openids: readKnownOpenids(call, appid, body, 50) }
}

/** `POST /cgi-bin/tags/members/batchtagging`. */
export function tagUsers(call: Call): Record<string, unknown> {
  const { appid, id, openids } = openTagging(call)
  checkCarriers(call, appid, openids, id)
  for (const openid of openids) call.world.audience.tag(appid, openid, id)
  return { errcode: 0, errmsg: 'ok' }
}

/** `POST /cgi-bin/tags/members/batchuntagging`. */
export function untagUsers(call: Call): Record<string, unknown> {
  const { appid, id, openids } = openTagging(call)
  for (const openid of openids) call.world.audience.untag(appid, openid, id)
  return { errcode: 0, errmsg: 'ok' }
}

/** `POST /cgi-bin/tags/getidlist`: the tags of one person. */
export function listTagsOfUser(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const openid = checkOpenid(call, appid, readBodyText(readJsonBody(call), 'openid'))
  return { tagid_list: call.world.audience.tagsOf(appid, openid) }
}

/** What follows the openid that ended the page before; all of it for none. */
function takePage(openids: readonly string[], after: string, size: number): string[] {
  const start = after === '' ? 0 : openids.indexOf(after) + 1
  return openids.slice(start, start + size)
}

function describePage(page: readonly string[]): Record<string, unknown> {
  const data = page.length > 0 ? { data: { openid: page } } : {}
  return { count: page.length, ...data, next_openid: page.at(-1) ?? '' }
}

/** `POST /cgi-bin/user/tag/get`: who carries a tag; no `total`. */
export function listTaggedUsers(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const body = readJsonBody(call)
  const { id } = readTag(call, appid, body.get('tagid'))
  const openids = call.world.audience.carriersOf(appid, id)
  return describePage(takePage(openids, readBodyText(body, 'next_openid') ?? '', PAGE))
}

/** `POST /cgi-bin/tags/members/getblacklist`: a thousand a page. */
export function listBlockedUsers(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const begin = readBodyText(readJsonBody(call), 'begin_openid') ?? ''
  const openids = call.world.audience.blocked(appid)
  return { total: openids.length, ...describePage(takePage(openids, begin, BLACKLIST_PAGE)) }
}

/** `POST /cgi-bin/tags/members/batchblacklist`. */
export function blockUsers(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const openids = readKnownOpenids(call, appid, readJsonBody(call), 20)
  for (const openid of openids) call.world.audience.block(appid, openid)
  return { errcode: 0, errmsg: 'ok' }
}

/** `POST /cgi-bin/tags/members/batchunblacklist`. */
export function unblockUsers(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const openids = readKnownOpenids(call, appid, readJsonBody(call), 20)
  for (const openid of openids) call.world.audience.unblock(appid, openid)
  return { errcode: 0, errmsg: 'ok' }
}

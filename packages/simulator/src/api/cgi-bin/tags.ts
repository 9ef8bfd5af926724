import { z } from 'zod'
import { openAccountCall } from '../../rules/account-call.ts'
import { readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { checkTagCount, checkTagName, readOwnTag } from '../../rules/tag.ts'

const tagSchema = z.object({ id: z.unknown().optional(), name: z.unknown().optional() }).catch({})

function readSent(call: Call): { id?: unknown; name?: unknown } {
  return tagSchema.parse(readJsonBody(call).get('tag'))
}

/** `POST /cgi-bin/tags/create`. */
export function createTag(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const name = checkTagName(call, appid, readSent(call).name)
  checkTagCount(call, appid)
  return { tag: call.world.audience.createTag(appid, name) }
}

/** `GET /cgi-bin/tags/get`: WeChat's own tag first. */
export function listTags(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  return { tags: call.world.audience.listTags(appid) }
}

/** `POST /cgi-bin/tags/update`: another name. */
export function renameTag(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const { id, name } = readSent(call)
  const tag = readOwnTag(call, appid, id)
  tag.name = checkTagName(call, appid, name, tag.id)
  return { errcode: 0, errmsg: 'ok' }
}

/** `POST /cgi-bin/tags/delete`: nobody carries it any more. */
export function deleteTag(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const tag = readOwnTag(call, appid, readSent(call).id)
  call.world.audience.dropTag(appid, tag.id)
  return { errcode: 0, errmsg: 'ok' }
}

import { openAccountCall } from '../../rules/account-call.ts'
import { refuseOpenid } from '../../rules/app-token.ts'
import type { Call } from '../../rules/call.ts'
import { deriveOpenid } from '../../world/identity.ts'

/** Openids of the followers, the earliest follow first. */
function listFollowers({ world }: Call, appid: string): string[] {
  return world.people
    .list()
    .flatMap(({ id }) => {
      const since = world.follows.get(id, appid)?.since
      return since === undefined ? [] : [{ openid: deriveOpenid(id, appid), since }]
    })
    .toSorted((a, b) => a.since - b.since)
    .map(({ openid }) => openid)
}

function findStart(openids: string[], next: string): number {
  if (next === '') return 0
  const at = openids.indexOf(next)
  return at < 0 ? refuseOpenid(next) : at + 1
}

/** `GET /cgi-bin/user/get`: a page of followers; past the last there is no `data`. */
export function listUsers(call: Call): Record<string, unknown> {
  const { appid } = openAccountCall(call)
  const openids = listFollowers(call, appid)
  const start = findStart(openids, call.query.get('next_openid') ?? '')
  const page = openids.slice(start, start + call.world.switches.followersPerPage)
  return {
    total: openids.length,
    count: page.length,
    ...(page.length > 0 ? { data: { openid: page } } : {}),
    next_openid: page.at(-1) ?? '',
  }
}

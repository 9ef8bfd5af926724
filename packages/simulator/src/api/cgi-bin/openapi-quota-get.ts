import { openAccountCall, readAllowed, readUsed } from '../../rules/account-call.ts'
import { readAccountPath } from '../../rules/account-path.ts'
import { readBodyText, readJsonBody } from '../../rules/body.ts'
import type { Call } from '../../rules/call.ts'
import { readTokenQuota } from '../../rules/limit.ts'
import { noteUnknownPath, readCgiPath } from '../../rules/quota.ts'
import type { Application } from '../../world/application.ts'

type Quota = { allowed: number; used: number }

function readQuota(call: Call, path: string, application: Application): Quota {
  const ofToken = readTokenQuota(call, path, application)
  if (ofToken) return ofToken
  const known = readAccountPath(path)
  if (!known) {
    noteUnknownPath(call, path)
    return { allowed: 0, used: 0 }
  }
  return { allowed: readAllowed(call, known, application), used: readUsed(call, path, application) }
}

/** `POST /cgi-bin/openapi/quota/get`: today's limit of a call and what is left of it. */
export function readQuotaOfPath(call: Call): Record<string, unknown> {
  const application = openAccountCall(call)
  const path = readCgiPath(readBodyText(readJsonBody(call), 'cgi_path'))
  const { allowed, used } = readQuota(call, path, application)
  const { stableTokenCallsPerMinute } = call.world.switches
  const isStable = path === '/cgi-bin/stable_token'
  return {
    errcode: 0,
    errmsg: 'ok',
    quota: { daily_limit: allowed, used, remain: Math.max(0, allowed - used) },
    ...(isStable ? { rate_limit: { call_count: stableTokenCallsPerMinute, refresh_second: 60 } } : {}),
  }
}

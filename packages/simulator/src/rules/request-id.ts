import type { FailedRequest } from '../world/failed-request.ts'
import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/cgi-bin/openapi/rid/get']
const source = 'WeChat’s documentation: openApi management'

const requestIdShape: Rule = {
  name: 'request_id_has_shape',
  endpoints,
  errcode: 76002,
  wrong: { en: 'rid is empty or not three groups of eight.', zh: 'rid 为空，或不是三组八位。' },
  passes: { en: '"rid":"61725984-6126f6f9-040f19c4"', zh: '"rid":"61725984-6126f6f9-040f19c4"' },
  source,
  confidence: 'official',
}

const requestIdKnown: Rule = {
  name: 'request_id_known',
  endpoints,
  errcode: 76001,
  wrong: {
    en: 'No such request is remembered (seven days at WeChat; here the newest 1,000 too).',
    zh: '没有这个请求的记录（微信保留七天；这里也只保留最近 1000 条）。',
  },
  passes: { en: 'The rid of a recent error.', zh: '最近一次错误中的 rid。' },
  source,
  confidence: 'official',
}

const requestIsNotSns: Rule = {
  name: 'request_is_not_sns',
  endpoints,
  errcode: 76022,
  wrong: { en: 'The calls below /sns/ cannot be looked up.', zh: '/sns/ 接口不支持查询。' },
  passes: { en: 'The rid of a call below /cgi-bin/ or /wxa/.', zh: '/cgi-bin/ 或 /wxa/ 接口的 rid。' },
  source,
  confidence: 'official',
}

const requestIsOwn: Rule = {
  name: 'request_is_own',
  endpoints,
  errcode: 76003,
  wrong: { en: 'Another account made this request.', zh: '该请求属于另一个账号。' },
  passes: { en: 'A token of the account that made the call.', zh: '发起该请求的账号的令牌。' },
  source,
  confidence: 'official',
}

const KEPT_MS = 7 * 86_400_000

/** The failed request of an account that this id names. */
export function readFailedRequest(call: Call, appid: string, rid: string | undefined): FailedRequest {
  if (!rid || !/^[\da-f]{8}-[\da-f]{8}-[\da-f]{8}$/.test(rid)) throw new Refused(requestIdShape, quote(rid))
  const request = call.world.failedRequests.find(rid)
  if (!request || call.now >= request.at + KEPT_MS) throw new Refused(requestIdKnown, quote(rid))
  if (request.path.startsWith('/sns/')) throw new Refused(requestIsNotSns, request.path)
  if (request.appid !== appid) {
    throw new Refused(requestIsOwn, quote(rid), { errmsg: 'could not query this rid,no permission' })
  }
  return request
}

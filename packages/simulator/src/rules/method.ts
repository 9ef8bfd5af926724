import type { Call } from './call.ts'
import { Refused, type Rule } from './rule.ts'

const source = 'WeChat’s documentation: table of return codes'

const methodIsGet: Rule = {
  name: 'method_is_get',
  endpoints: ['/sns/*', 'every /cgi-bin/ call that reads'],
  errcode: 43001,
  wrong: { en: 'This call takes GET only.', zh: '该接口只接受 GET。' },
  passes: { en: 'GET with everything in the query.', zh: '用 GET，参数全部放在 query 中。' },
  source,
  confidence: 'official',
}

const methodIsPost: Rule = {
  name: 'method_is_post',
  endpoints: ['/cgi-bin/stable_token', '/cgi-bin/component/*', 'every /cgi-bin/ call that writes'],
  errcode: 43002,
  wrong: { en: 'This call takes POST only.', zh: '该接口只接受 POST。' },
  passes: { en: 'POST with a JSON body.', zh: '用 POST，body 为 JSON。' },
  source,
  confidence: 'official',
}

/** Refuses any method but the one of the call. */
export function checkMethod(call: Call, method: 'GET' | 'POST'): void {
  if (call.method !== method) throw new Refused(method === 'GET' ? methodIsGet : methodIsPost, call.method)
}

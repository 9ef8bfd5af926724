import { readQuery } from '../wire/query.ts'
import type { Call } from './call.ts'
import { Refused, type Rule } from './rule.ts'

/** What an endpoint takes; `GET, POST`: the same call either way, its parameters in the query, a form, or both. */
export type Method = 'GET' | 'POST' | 'GET, POST'

const EXCHANGE_PATH = '/sns/oauth2/access_token'
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

const exchangeByPost: Rule = {
  name: 'exchange_by_post',
  endpoints: [EXCHANGE_PATH],
  errcode: null,
  wrong: {
    en: 'The code was exchanged by POST. WeChat documents GET and answers both alike.',
    zh: '用 POST 换取了 code。微信文档写的是 GET，两种方式的应答相同。',
  },
  passes: { en: 'GET with everything in the query.', zh: '用 GET，参数全部放在 query 中。' },
  source: 'captured many times',
  confidence: 'captured',
}

const snsByPost: Rule = {
  name: 'sns_by_post',
  endpoints: [
    '/sns/oauth2/refresh_token',
    '/sns/auth',
    '/sns/userinfo',
    '/sns/oauth2/component/access_token',
    '/sns/oauth2/component/refresh_token',
    '/sns/jscode2session',
    '/sns/component/jscode2session',
  ],
  errcode: 43001,
  wrong: {
    en: 'This call came by POST; whether WeChat takes that here is not known (switch snsPost).',
    zh: '该调用使用了 POST；微信在这里是否接受并不清楚（开关 snsPost）。',
  },
  passes: { en: 'GET with everything in the query.', zh: '用 GET，参数全部放在 query 中。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

function note(call: Call, { name: rule, wrong: says }: Rule): void {
  call.warnings.push({ rule, sent: 'POST', says })
}

function readSnsPost(call: Call): Call {
  if (call.path === EXCHANGE_PATH) note(call, exchangeByPost)
  else if (call.world.switches.snsPost === 'refuse') throw new Refused(snsByPost, 'POST')
  else note(call, snsByPost)
  const form = readQuery(call.body)
  const pairs = [...call.query.pairs, ...form.pairs]
  const get = (name: string) => call.query.get(name) ?? form.get(name)
  return { ...call, query: { pairs, readable: call.query.readable && form.readable, get } }
}

/** Refuses any method but those of the call. Of a form, the fields stand in the query of the answer. */
export function openMethod(call: Call, method: Method): Call {
  if (method === 'GET, POST' && call.method === 'POST') return readSnsPost(call)
  const isRight = call.method === (method === 'POST' ? 'POST' : 'GET')
  if (!isRight) throw new Refused(method === 'POST' ? methodIsPost : methodIsGet, call.method)
  return call
}

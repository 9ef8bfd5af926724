import type { Application } from '../world/application.ts'
import type { Code } from '../world/code.ts'
import type { Call } from './call.ts'
import { mask, Refused, type Rule } from './rule.ts'

const endpoints = ['/sns/oauth2/access_token', '/sns/oauth2/component/access_token']
const source = 'https://developers.weixin.qq.com/doc/service/api/webdev/access/api_snsaccesstoken'

const codePresent: Rule = {
  name: 'code_present',
  endpoints,
  errcode: 41008,
  wrong: { en: 'code is missing.', zh: '缺少 code。' },
  passes: {
    en: 'The code of the callback; a callback without one means that the person refused.',
    zh: '回调里的 code；回调没有 code 表示用户拒绝了。',
  },
  source,
  confidence: 'captured',
}

const codeKnown: Rule = {
  name: 'code_known',
  endpoints,
  errcode: 40029,
  wrong: {
    en: 'This code was never given out (or before the last reset).',
    zh: '从未发出过这个 code（或发生在重置之前）。',
  },
  passes: { en: 'A code of a fresh callback, unchanged.', zh: '新回调里的 code，原样使用。' },
  source,
  confidence: 'official',
}

const codeOfThisAppid: Rule = {
  name: 'code_of_this_appid',
  endpoints,
  errcode: 40029,
  wrong: { en: 'This code was given to another appid.', zh: '这个 code 属于另一个 appid。' },
  passes: {
    en: 'The appid that stood in the authorize link.',
    zh: '使用授权链接里的那个 appid。',
  },
  source,
  confidence: 'official',
}

const codeOfThisDoor: Rule = {
  name: 'code_of_this_door',
  endpoints,
  errcode: 40029,
  wrong: {
    en: 'A code given to a platform goes to /sns/oauth2/component/access_token, any other to /sns/oauth2/access_token.',
    zh: '代公众号授权得到的 code 只能用于 /sns/oauth2/component/access_token，其他 code 用于 /sns/oauth2/access_token。',
  },
  passes: {
    en: 'The call that belongs to the link: with component_appid, or without.',
    zh: '与链接对应的接口：带或不带 component_appid。',
  },
  source: 'unconfirmed: seen by several',
  confidence: 'captured',
}

const codeUnused: Rule = {
  name: 'code_unused',
  endpoints,
  errcode: 40163,
  wrong: { en: 'This code has been exchanged before.', zh: '这个 code 已经用过。' },
  passes: {
    en: 'One exchange per code: remember its result for the callback that comes twice.',
    zh: '每个 code 只换一次：回调重复到来时使用第一次的结果。',
  },
  source,
  confidence: 'captured',
}

const codeFresh: Rule = {
  name: 'code_fresh',
  endpoints,
  errcode: 40029,
  wrong: { en: 'This code is older than five minutes.', zh: '这个 code 超过了五分钟。' },
  passes: { en: 'An exchange within five minutes.', zh: '五分钟之内换取。' },
  source: `${source} (the lifetime; the errcode is unconfirmed, switch expiredCode)`,
  confidence: 'official',
}

/** The code to exchange, at the account's own door or a platform's. The caller marks it as used. */
export function readCode(call: Call, application: Application, component: string | null = null): Code {
  const text = call.query.get('code')
  if (!text) throw new Refused(codePresent, mask(text))
  const code = call.world.codes.find(text)
  if (!code) throw new Refused(codeKnown, mask(text))
  if (code.visitor.appid !== application.appid) {
    throw new Refused(codeOfThisAppid, `a code of ${code.visitor.appid} with appid ${application.appid}`)
  }
  if (code.component !== component) {
    throw new Refused(codeOfThisDoor, `a code of ${code.component ?? 'the account itself'}`)
  }
  if (code.used) throw new Refused(codeUnused, mask(text))
  if (code.expiresAt <= call.now) {
    const lateSeconds = Math.round((call.now - code.expiresAt) / 1000)
    throw new Refused(codeFresh, `${mask(text)}, ${lateSeconds} s too late`, {
      errcode: call.world.switches.expiredCode,
    })
  }
  return code
}

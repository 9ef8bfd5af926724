import { readAppToken } from './app-token.ts'
import type { Call } from './call.ts'
import { checkPlatformToken } from './component-call.ts'
import { quote, Refused, type Rule } from './rule.ts'

/** For every path WeChat does not have, as far as is known. */
const pathKnown: Rule = {
  name: 'path_known',
  endpoints: [],
  errcode: 40066,
  wrong: { en: 'The simulator knows of no such path.', zh: '模拟器不知道这个路径。' },
  passes: {
    en: 'A path of WeChat’s, without blanks, letter by letter.',
    zh: '微信的路径，无空格，逐字一致。',
  },
  source: 'WeChat’s documentation: table of return codes',
  confidence: 'official',
}

const pathSimulated: Rule = {
  name: 'path_simulated',
  endpoints: [],
  errcode: 48001,
  wrong: {
    en: 'Not simulated: WeChat has this call, and the token is good, but the simulator ends here.',
    zh: '没有模拟：微信有这个接口，令牌也有效，但模拟器到此为止。',
  },
  passes: {
    en: 'A fault of the kind body for this path, which answers what you need (POST /__sim/faults).',
    zh: '为该路径设置 body 类故障，返回你需要的内容（POST /__sim/faults）。',
  },
  source: 'the simulator’s own limit',
  confidence: 'supposed',
}

/** Beginnings of the paths that WeChat's documentation has and the simulator does not serve. */
const DOCUMENTED = [
  '/card/',
  '/cgi-bin/account/',
  '/cgi-bin/comment/',
  '/cgi-bin/component/',
  '/cgi-bin/customservice/',
  '/cgi-bin/draft/',
  '/cgi-bin/express/',
  '/cgi-bin/freepublish/',
  '/cgi-bin/groups/',
  '/cgi-bin/material/',
  '/cgi-bin/media/',
  '/cgi-bin/menu/',
  '/cgi-bin/message/',
  '/cgi-bin/open/',
  '/cgi-bin/openapi/',
  '/cgi-bin/shorten/',
  '/cgi-bin/shorturl',
  '/cgi-bin/tags/',
  '/cgi-bin/template/',
  '/cgi-bin/user/',
  '/cgi-bin/wxaapi/',
  '/cgi-bin/wxopen/',
  '/customservice/',
  '/datacube/',
  '/semantic/',
  '/wxa/',
  '/wxaapi/',
]

/** Ends a call of a path that is not served: as WeChat does up to the token where it has the path. */
export function refusePath(call: Call): never {
  const sent = `${call.method} ${quote(call.path)}`
  if (!DOCUMENTED.some((beginning) => call.path.startsWith(beginning))) throw new Refused(pathKnown, sent)
  if (!checkPlatformToken(call)) readAppToken(call)
  throw new Refused(pathSimulated, sent)
}

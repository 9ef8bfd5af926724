import type { Rule } from './rule.ts'

/** For every path WeChat (or this simulator) does not have. */
export const pathKnown: Rule = {
  name: 'path_known',
  endpoints: [],
  errcode: 40066,
  wrong: { en: 'The simulator has no such path.', zh: '模拟器没有这个路径。' },
  passes: {
    en: 'A path of WeChat’s that the simulator knows, without blanks, letter by letter.',
    zh: '模拟器支持的微信路径，无空格，逐字一致。',
  },
  source: 'WeChat’s documentation: table of return codes',
  confidence: 'official',
}

import { UNAVAILABLE } from './authorize-parameter.ts'
import type { Call } from './call.ts'
import { readPageText } from './page-text.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/connect/oauth2/authorize']
const source = 'https://developers.weixin.qq.com/doc/service/guide/h5/auth'

const statePresent: Rule = {
  name: 'state_present',
  endpoints,
  errcode: 10013,
  wrong: { en: 'state is missing or empty.', zh: '缺少 state 或为空。' },
  passes: { en: 'A random state, checked in the callback.', zh: '随机的 state，并在回调中校验。' },
  source: `${source} (switch emptyState)`,
  confidence: 'captured',
  page: { name: '10013', text: readPageText(10013) },
}

const stateLength: Rule = {
  name: 'state_length',
  endpoints,
  errcode: null,
  wrong: { en: 'state is longer than 128 bytes.', zh: 'state 超过 128 字节。' },
  passes: {
    en: 'At most 128 bytes; keep the rest on your server.',
    zh: '最多 128 字节；其余内容存在服务器上。',
  },
  source: `${source} (the page is captured)`,
  confidence: 'official',
  page: { name: 'state_length', text: 'state 参数过长' },
}

const stateAlphabet: Rule = {
  name: 'state_alphabet',
  endpoints,
  errcode: null,
  wrong: { en: 'state holds characters other than a-zA-Z0-9.', zh: 'state 含有 a-zA-Z0-9 以外的字符。' },
  passes: {
    en: 'a-zA-Z0-9 as documented; - . _ ~ pass in practice (switch stateAlphabet).',
    zh: '文档规定 a-zA-Z0-9；实际上 - . _ ~ 也可通过（开关 stateAlphabet）。',
  },
  source: `${source} (the page is unconfirmed)`,
  confidence: 'official',
  page: UNAVAILABLE,
}

const PATTERNS = { documented: /^[a-zA-Z0-9]*$/, urlSafe: /^[\w.~-]*$/, any: /^/ }

function warn(call: Call, rule: Rule, state: string | undefined): void {
  call.warnings.push({ rule: rule.name, sent: quote(state), says: rule.wrong })
}

/** The state to send back, empty when there was none. */
export function readState(call: Call): string {
  const sent = call.query.get('state')
  const state = sent ?? ''
  const { emptyState, stateAlphabet: alphabet } = call.world.switches
  if (state === '') {
    if (emptyState === 'refuse') throw new Refused(statePresent, quote(sent))
    warn(call, statePresent, sent)
  }
  if (Buffer.byteLength(state) > 128) throw new Refused(stateLength, `${Buffer.byteLength(state)} bytes`)
  if (!PATTERNS[alphabet].test(state)) throw new Refused(stateAlphabet, quote(state))
  if (!PATTERNS.documented.test(state)) warn(call, stateAlphabet, state)
  return state
}

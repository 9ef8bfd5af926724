import type { Call } from './call.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/connect/oauth2/authorize']

const openedInWechat: Rule = {
  name: 'opened_in_wechat',
  endpoints,
  errcode: null,
  wrong: { en: 'The link was opened outside WeChat.', zh: '链接不是在微信中打开的。' },
  passes: {
    en: 'A User-Agent with MicroMessenger (switch requireUserAgent).',
    zh: 'User-Agent 含 MicroMessenger（开关 requireUserAgent）。',
  },
  source: 'unconfirmed; the text is captured',
  confidence: 'captured',
  page: { name: 'open_in_wechat', text: '请在微信客户端打开链接' },
}

const notInFrame: Rule = {
  name: 'not_in_frame',
  endpoints,
  errcode: null,
  wrong: {
    en: 'The link was opened in a frame; in WeChat it stays blank there.',
    zh: '链接在 iframe 中打开；在微信中会一直空白。',
  },
  passes: {
    en: 'A top-level navigation: location.href = link (switch insideFrame).',
    zh: '顶层跳转：location.href = 链接（开关 insideFrame）。',
  },
  source: 'unconfirmed: seen by one project',
  confidence: 'supposed',
}

const fragmentPresent: Rule = {
  name: 'fragment_present',
  endpoints,
  errcode: null,
  wrong: { en: 'The link does not end with #wechat_redirect.', zh: '链接末尾没有 #wechat_redirect。' },
  passes: { en: '…&state=…#wechat_redirect', zh: '…&state=…#wechat_redirect' },
  source: 'https://developers.weixin.qq.com/doc/service/guide/h5/auth',
  confidence: 'official',
}

const fragmentIsLast: Rule = {
  name: 'fragment_is_last',
  endpoints,
  errcode: null,
  wrong: {
    en: 'What stands behind #wechat_redirect never reaches WeChat.',
    zh: '#wechat_redirect 之后的内容不会到达微信。',
  },
  passes: { en: 'Every parameter before the #.', zh: '所有参数都放在 # 之前。' },
  source: 'unconfirmed: seen by several',
  confidence: 'captured',
}

/** Whether a User-Agent says that it is WeChat's own browser. */
export function isWechatBrowser(userAgent: string): boolean {
  return /MicroMessenger/i.test(userAgent)
}

/** With the switch `requireUserAgent`, ordinary browsers are told to open WeChat. */
export function checkUserAgent(call: Call, userAgent: string): void {
  if (call.world.switches.requireUserAgent && !isWechatBrowser(userAgent)) {
    throw new Refused(openedInWechat, quote(userAgent))
  }
}

/** Notes a navigation inside a frame, or refuses it. `destination` is the header Sec-Fetch-Dest. */
export function noteFrame(call: Call, destination: string): void {
  if (destination !== 'iframe' && destination !== 'frame') return
  if (call.world.switches.insideFrame === 'refuse') throw new Refused(notInFrame, quote(destination))
  call.warnings.push({
    rule: notInFrame.name,
    sent: `Sec-Fetch-Dest: ${destination}`,
    says: notInFrame.wrong,
  })
}

function note(call: Call, { name: rule, wrong: says }: Rule, sent: string): void {
  call.warnings.push({ rule, sent: quote(sent), says })
}

/** Notes a link without WeChat's fragment; only a phone sees it, HTTP never carries it. */
export function noteFragment(call: Call, fragment: string): void {
  if (fragment === '#wechat_redirect') return
  if (fragment.startsWith('#wechat_redirect')) note(call, fragmentIsLast, fragment)
  else note(call, fragmentPresent, fragment)
}

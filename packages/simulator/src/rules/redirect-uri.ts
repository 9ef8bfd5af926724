import type { Application } from '../world/application.ts'
import type { Call } from './call.ts'
import { readPageText } from './page-text.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/connect/oauth2/authorize']
const source = 'https://developers.weixin.qq.com/doc/service/guide/h5/auth'
const page = { name: '10003', text: readPageText(10003) }

const redirectUriIsUrl: Rule = {
  name: 'redirect_uri_is_url',
  endpoints,
  errcode: 10003,
  wrong: {
    en: 'redirect_uri is no http(s) URL after decoding once (encoded twice?).',
    zh: 'redirect_uri 解码一次后不是 http(s) 链接（是否编码了两次？）。',
  },
  passes: {
    en: 'encodeURIComponent("https://host/path"), once.',
    zh: 'encodeURIComponent("https://域名/路径")，一次。',
  },
  source,
  confidence: 'official',
  page,
}

const redirectUriHost: Rule = {
  name: 'redirect_uri_host',
  endpoints,
  errcode: 10003,
  wrong: {
    en: 'The host of redirect_uri is not a web authorization domain of this account.',
    zh: 'redirect_uri 的域名不是该账号的网页授权域名。',
  },
  passes: {
    en: 'Exactly the configured host (here localhost or 127.0.0.1); sub-domains and www. are other hosts.',
    zh: '与配置完全一致的域名（此处为 localhost 或 127.0.0.1）；子域名和 www. 都算不同域名。',
  },
  source,
  confidence: 'official',
  page,
}

const redirectUriPort: Rule = {
  name: 'redirect_uri_port',
  endpoints,
  errcode: 10003,
  wrong: {
    en: 'redirect_uri carries a port; WeChat refuses every port.',
    zh: 'redirect_uri 带有端口；微信不支持任何端口。',
  },
  passes: { en: 'No port: 443 or 80 by the scheme alone.', zh: '不写端口，使用默认的 443 或 80。' },
  source,
  confidence: 'official',
  page,
}

const redirectUriPortTolerated: Rule = {
  ...redirectUriPort,
  name: 'redirect_uri_port_tolerated',
  wrong: {
    en: 'redirect_uri carries a port. Let pass because the host is loopback; real WeChat answers 10003 (switch strictPort).',
    zh: 'redirect_uri 带有端口。因为是本机地址而放行；真实微信会显示 10003（开关 strictPort）。',
  },
}

const redirectUriScheme: Rule = {
  name: 'redirect_uri_scheme',
  endpoints,
  errcode: 10039,
  wrong: {
    en: 'redirect_uri uses http; refused where 强制https校验 is switched on beside the web authorization domain.',
    zh: 'redirect_uri 使用 http；网页授权域名旁的「强制https校验」打开时会被拒绝。',
  },
  passes: {
    en: 'An https URL (requireHttps of the account, or the switch requireScheme for all).',
    zh: 'https 链接（账号的 requireHttps，或对所有账号的开关 requireScheme）。',
  },
  source: 'unconfirmed: seen by several',
  confidence: 'captured',
  page: { name: '10039', text: readPageText(10039) },
}

const redirectUriEncoded: Rule = {
  name: 'redirect_uri_encoded',
  endpoints,
  errcode: null,
  wrong: {
    en: 'redirect_uri is not percent-encoded: everything after its first & would be lost.',
    zh: 'redirect_uri 没有编码：第一个 & 之后的内容会丢失。',
  },
  passes: { en: 'encodeURIComponent(redirectUri)', zh: 'encodeURIComponent(redirectUri)' },
  source,
  confidence: 'official',
}

const redirectUriOpenId: Rule = {
  name: 'redirect_uri_openid',
  endpoints,
  errcode: null,
  wrong: {
    en: 'A query parameter named openId in redirect_uri was reported to disappear.',
    zh: '有报告称 redirect_uri 中名为 openId 的参数会丢失。',
  },
  passes: { en: 'Another name.', zh: '换一个参数名。' },
  source: 'unconfirmed',
  confidence: 'supposed',
}

const redirectUriBlank: Rule = {
  name: 'redirect_uri_blank',
  endpoints,
  errcode: null,
  wrong: {
    en: 'A line end or blank stands before or behind redirect_uri; it was seen to lead to page 10003.',
    zh: 'redirect_uri 前后有换行或空白；有人因此遇到页面 10003。',
  },
  passes: { en: 'The URL alone, nothing around it.', zh: '只有链接本身，前后没有任何字符。' },
  source: 'unconfirmed: seen once',
  confidence: 'supposed',
}

const redirectUriOldAnswer: Rule = {
  name: 'redirect_uri_old_answer',
  endpoints,
  errcode: null,
  wrong: {
    en: 'redirect_uri carries a code or state already: the callback has both twice, and the old code is invalid for ever.',
    zh: 'redirect_uri 已带有 code 或 state：回调里会出现两份，旧的 code 永远无效。',
  },
  passes: {
    en: 'The address of the page without code and state of an earlier sign-in.',
    zh: '去掉上次登录留下的 code 与 state 的页面地址。',
  },
  source: 'unconfirmed: seen by several',
  confidence: 'captured',
}

function noteText(call: Call, text: string, { searchParams }: URL): void {
  if (text.trim() !== text) warn(call, redirectUriBlank, quote(text))
  const isOld = searchParams.has('code') || searchParams.has('state')
  if (isOld) warn(call, redirectUriOldAnswer, `parameters ${[...searchParams.keys()].join(', ')}`)
  if (searchParams.has('openId')) warn(call, redirectUriOpenId, quote(text))
}

function warn(call: Call, rule: Rule, sent: string): void {
  call.warnings.push({ rule: rule.name, sent, says: rule.wrong })
}

/** Whether a host name is this machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
}

/** The port as it was written: the URL parser drops `:443` of https, WeChat's rule does not. */
function hasPort(text: string): boolean {
  return /^[a-z]+:[\\/]*[^\\/?#]*:\d*(?:[\\/?#]|$)/i.test(text.trim())
}

function checkPort(call: Call, text: string, url: URL): void {
  if (!hasPort(text)) return
  if (call.world.switches.strictPort || !isLoopback(url.hostname))
    throw new Refused(redirectUriPort, quote(text))
  warn(call, redirectUriPortTolerated, quote(text))
}

function checkScheme(call: Call, text: string, url: URL, { requireHttps }: RedirectOwner): void {
  if (url.protocol === 'https:') return
  const { requireScheme } = call.world.switches
  if (requireHttps === true || requireScheme === 'refuse') throw new Refused(redirectUriScheme, quote(text))
  if (requireScheme === 'warn' && !isLoopback(url.hostname)) warn(call, redirectUriScheme, quote(text))
}

/** Whose domains a callback must lie in: an account, or the platform that acts for it. */
type RedirectOwner = Pick<Application, 'webDomains'> & Partial<Pick<Application, 'requireHttps'>>

/** The callback's URL, checked against the domains of the account, or of the platform that acts for it. */
export function readRedirectUri(call: Call, owner: RedirectOwner): URL {
  const pair = call.query.pairs.find(({ name }) => name === 'redirect_uri')
  const text = pair?.value ?? ''
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refused(redirectUriIsUrl, quote(text))
  if (!owner.webDomains.includes(url.hostname)) {
    throw new Refused(redirectUriHost, `${quote(text)}; configured: ${owner.webDomains.join(', ')}`)
  }
  checkPort(call, text, url)
  checkScheme(call, text, url, owner)
  if (/:\/\//.test(pair?.raw ?? '')) warn(call, redirectUriEncoded, quote(pair?.raw))
  noteText(call, text, url)
  return url
}

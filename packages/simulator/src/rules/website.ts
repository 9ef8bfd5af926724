import type { Application } from '../world/application.ts'
import { UNAVAILABLE } from './authorize-parameter.ts'
import type { Call } from './call.ts'
import { isLoopback } from './redirect-uri.ts'
import { quote, Refused, type Rule } from './rule.ts'

const endpoints = ['/connect/qrconnect']
const source = 'https://developers.weixin.qq.com/doc/oplatform/Website_App/WeChat_Login/Wechat_Login.html'
const scopePage = { name: 'scope', text: 'Scope 参数错误或没有 Scope 权限' }
const redirectPage = { name: 'redirect_uri', text: 'redirect_uri 参数错误' }

const websiteAppid: Rule = {
  name: 'website_appid',
  endpoints,
  errcode: null,
  wrong: {
    en: 'This appid is missing or is not that of a website application.',
    zh: '缺少 appid，或不是网站应用的 appid。',
  },
  passes: {
    en: 'The appid of a website application; official accounts use /connect/oauth2/authorize.',
    zh: '网站应用的 appid；公众号使用 /connect/oauth2/authorize。',
  },
  source: 'WeChat’s documentation: trouble page of the open platform',
  confidence: 'official',
  page: scopePage,
}

const websiteScope: Rule = {
  name: 'website_scope',
  endpoints,
  errcode: null,
  wrong: { en: 'scope is not snsapi_login.', zh: 'scope 不是 snsapi_login。' },
  passes: { en: 'scope=snsapi_login, nothing else.', zh: '只能是 scope=snsapi_login。' },
  source,
  confidence: 'official',
  page: scopePage,
}

const websiteResponseType: Rule = {
  name: 'website_response_type',
  endpoints,
  errcode: null,
  wrong: { en: 'response_type is not "code".', zh: 'response_type 不是 code。' },
  passes: { en: 'response_type=code', zh: 'response_type=code' },
  source: `${source} (the page is unconfirmed)`,
  confidence: 'official',
  page: UNAVAILABLE,
}

const websiteRedirectUri: Rule = {
  name: 'website_redirect_uri',
  endpoints,
  errcode: null,
  wrong: {
    en: 'redirect_uri is missing or no http(s) URL after decoding once.',
    zh: '缺少 redirect_uri，或解码一次后不是 http(s) 链接。',
  },
  passes: { en: 'encodeURIComponent("https://host/path"), once.', zh: '对链接使用一次 encodeURIComponent。' },
  source,
  confidence: 'captured',
  page: redirectPage,
}

const websiteCallbackDomain: Rule = {
  name: 'website_callback_domain',
  endpoints,
  errcode: null,
  wrong: {
    en: 'The host of redirect_uri is not the authorization callback domain of this application.',
    zh: 'redirect_uri 的域名不是该应用的授权回调域。',
  },
  passes: {
    en: 'Exactly the configured host (here localhost or 127.0.0.1), without scheme and path.',
    zh: '与配置的授权回调域完全一致（此处为 localhost 或 127.0.0.1）。',
  },
  source,
  confidence: 'official',
  page: redirectPage,
}

const websitePort: Rule = {
  name: 'website_redirect_uri_port',
  endpoints,
  errcode: null,
  wrong: {
    en: 'redirect_uri carries a port; whether WeChat lets it pass is not known (switch strictPort).',
    zh: 'redirect_uri 带有端口；微信是否放行未经证实（开关 strictPort）。',
  },
  passes: { en: 'No port.', zh: '不写端口。' },
  source: 'unconfirmed',
  confidence: 'supposed',
  page: redirectPage,
}

/** A website's sign-in link that passed. */
export type WebsiteRequest = {
  application: Application
  redirectUri: URL
  /** Of any length and alphabet, unlike that of official accounts. */
  state: string
}

function readRedirect(call: Call, { webDomains }: Application): URL {
  const text = call.query.get('redirect_uri') ?? ''
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) throw new Refused(websiteRedirectUri, quote(text))
  if (!webDomains.includes(url.hostname)) {
    throw new Refused(websiteCallbackDomain, `${quote(text)}; configured: ${webDomains.join(', ')}`)
  }
  if (url.port === '') return url
  if (call.world.switches.strictPort) throw new Refused(websitePort, quote(text))
  if (!isLoopback(url.hostname)) {
    call.warnings.push({ rule: websitePort.name, sent: quote(text), says: websitePort.wrong })
  }
  return url
}

/** Reads a website's sign-in link; the order of its parameters is free. Throws `Refused` with WeChat's page. */
export function readWebsiteRequest(call: Call): WebsiteRequest {
  const { query, world } = call
  const application = world.applications.get(query.get('appid') ?? '')
  if (application?.kind !== 'website') throw new Refused(websiteAppid, quote(query.get('appid')))
  if (query.get('scope') !== 'snsapi_login') throw new Refused(websiteScope, quote(query.get('scope')))
  const responseType = query.get('response_type')
  // wxLogin.js leaves it out.
  if (responseType !== 'code' && !(responseType === undefined && query.get('login_type') === 'jssdk')) {
    throw new Refused(websiteResponseType, quote(responseType))
  }
  return { application, redirectUri: readRedirect(call, application), state: query.get('state') ?? '' }
}

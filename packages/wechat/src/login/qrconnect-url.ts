import { type Origins, wechatOrigins } from '../wire/origins.ts'
import { checkAppid, checkState } from './authorize-url.ts'
import { checkRedirectUri } from './redirect-uri.ts'

/** The fields of the link to WeChat's QR page for a website application. */
export interface QrconnectUrlOptions {
  /** WeChat unless given. */
  origins?: Origins | undefined
  /** Of a website application; an official account's is refused by WeChat's page. */
  appid: string
  /** Absolute, http or https, encoded by us once; its host is the application's callback domain. */
  redirectUri: string
  /** 1 to 128 of `A-Z a-z 0-9 _ -`. */
  state: string
  /** The language of WeChat's page; `cn` is WeChat's default. */
  lang?: 'cn' | 'en' | undefined
}

/**
 * The link to WeChat's QR page, where a visitor of a desktop browser signs in with their phone. Its scope is
 * `snsapi_login`. Open it as a page, not in a frame. Throws a `TypeError` with a `login_` code for what can work
 * nowhere. Source: WeChat's documentation, open platform, website applications.
 */
export function buildQrconnectUrl(options: QrconnectUrlOptions): string {
  const { origins = wechatOrigins, appid, redirectUri, state, lang } = options
  checkAppid(appid)
  checkRedirectUri(redirectUri, origins)
  checkState(state)
  const parameters = [
    `appid=${appid}`,
    `redirect_uri=${encodeURIComponent(redirectUri)}`,
    'response_type=code',
    'scope=snsapi_login',
    `state=${state}`,
    ...(lang === undefined ? [] : [`lang=${lang}`]),
  ]
  return `${origins.open}/connect/qrconnect?${parameters.join('&')}#wechat_redirect`
}

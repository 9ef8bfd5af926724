import type { PreAuthCode } from '../api/component-token.ts'
import { buildUsageError } from '../error.ts'
import { type Origins, wechatOrigins } from '../wire/origins.ts'

/**
 * Which kinds of account the owner may choose from, by WeChat's numbers: 1 official accounts, 2 mini programs, 3 both,
 * 4 promoters, 5 channels, 6 official accounts, mini programs and channels, 8 talent assistants.
 */
export type AuthType = 1 | 2 | 3 | 4 | 5 | 6 | 8

/** Where the link is opened. `phone-old` is WeChat's address before the current one. */
export type LinkPlace = 'desktop' | 'phone' | 'phone-old'

/** What stands in the link with which an owner authorizes the platform. */
export interface PlatformLinkOptions {
  /** WeChat unless given. */
  origins?: Origins | undefined
  place: LinkPlace
  componentAppid: string
  preAuthCode: PreAuthCode['code']
  /**
   * Where WeChat returns with `auth_code`: absolute, http or https, on the platform's launch domain; a query of yours is
   * kept. WeChat does not say who started: put something of your own there that only the owner's browser knows.
   */
  redirectUri: string
  /** 3 unless given. */
  authType?: AuthType | undefined
  /** The only account that may be authorized; wins over `authType`. */
  bizAppid?: string | undefined
  /** Ids of permission sets; all that the platform has published unless given. */
  permissions?: readonly number[] | undefined
}

const authTypes: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 8])
const paths = {
  desktop: ['mp', '/cgi-bin/componentloginpage?'],
  phone: ['open', '/wxaopen/safe/bindcomponent?action=bindcomponent&no_scan=1&'],
  'phone-old': ['mp', '/safe/bindcomponent?action=bindcomponent&no_scan=1&'],
} as const

/**
 * The link with which the owner of an account authorizes the platform. The desktop page wants to be reached by a click
 * on a page of the launch domain: a typed address, or `Referrer-Policy: no-referrer`, is refused. Throws a `TypeError`
 * (`platform_link_invalid`) for what can work nowhere. Source: WeChat's documentation, third-party platforms,
 * the authorization process.
 */
export function buildPlatformLink(options: PlatformLinkOptions): string {
  const { origins = wechatOrigins, place, componentAppid, preAuthCode, authType = 3, bizAppid } = options
  check(/^wx[0-9a-f]{16}$/.test(componentAppid), 'the appid of the platform is malformed')
  check(bizAppid === undefined || /^wx[0-9a-f]{16}$/.test(bizAppid), 'the appid of the account is malformed')
  check(authTypes.has(authType), 'the kind of account must be one of 1, 2, 3, 4, 5, 6 and 8')
  check(isRedirectUri(options.redirectUri), 'the redirect URI must be an absolute http or https URL')
  check((options.permissions ?? []).every(Number.isSafeInteger), 'permission sets are named by whole numbers')
  const [host, path] = paths[place]
  const parameters = [
    `component_appid=${componentAppid}`,
    `pre_auth_code=${encodeURIComponent(preAuthCode.reveal())}`,
    `redirect_uri=${encodeURIComponent(options.redirectUri)}`,
    `auth_type=${authType}`,
    ...(bizAppid === undefined ? [] : [`biz_appid=${bizAppid}`]),
    ...(options.permissions === undefined ? [] : [`category_id_list=${options.permissions.join('%7C')}`]),
  ]
  const fragment = place === 'desktop' ? '' : '#wechat_redirect'
  return `${origins[host]}${path}${parameters.join('&')}${fragment}`
}

function isRedirectUri(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text) && text.isWellFormed()
}

function check(holds: boolean, problem: string): void {
  if (!holds) throw buildUsageError('platform_link_invalid', `Of the authorization link ${problem}`)
}

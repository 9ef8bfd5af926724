import { buildUsageError } from '../error.ts'
import { type Origins, wechatOrigins } from '../wire/origins.ts'
import { isAppid } from '../wire/shape.ts'
import { checkRedirectUri } from './redirect-uri.ts'
import { isState } from './state.ts'

/** `snsapi_base`: the openid, without a question. `snsapi_userinfo`: the profile, after the visitor's consent. */
export type AuthorizeScope = 'snsapi_base' | 'snsapi_userinfo'

/** The fields of an authorize link. */
export interface AuthorizeUrlOptions {
  /** WeChat unless given. */
  origins?: Origins | undefined
  appid: string
  /** Absolute, http or https, encoded by us once, without a port. WeChat compares the host with the console. */
  redirectUri: string
  scope: AuthorizeScope
  /** 1 to 128 of `A-Z a-z 0-9 _ -`. */
  state: string
  /** Asks for consent even where WeChat would waive it; WeChat ignores it for its silent cases. */
  forcePopup?: boolean | undefined
  /** Forces the snapshot page, for trying it out. */
  forceSnapshot?: boolean | undefined
  /** Undocumented `connect_redirect=1`, which keeps some clients from loading the callback twice. */
  connectRedirect?: boolean | undefined
  /** The third-party platform that acts for the account. */
  componentAppid?: string | undefined
}

/**
 * The link that sends a visitor to WeChat. WeChat checks the order of the parameters with a strict pattern and
 * wants the fragment, so this is the only order there is. Throws a `TypeError` with a `login_` code for what can
 * work nowhere. Source: WeChat's documentation, /doc/service/guide/h5/auth.
 */
export function buildAuthorizeUrl(options: AuthorizeUrlOptions): string {
  const { origins = wechatOrigins, appid, redirectUri, scope, state, componentAppid } = options
  checkAppid(appid)
  if (componentAppid !== undefined) checkAppid(componentAppid)
  checkRedirectUri(redirectUri, origins)
  if (scope !== 'snsapi_base' && scope !== 'snsapi_userinfo')
    throw buildUsageError('login_scope_invalid', 'The scope must be snsapi_base or snsapi_userinfo')
  checkState(state)
  const parameters = [
    `appid=${appid}`,
    `redirect_uri=${encodeURIComponent(redirectUri)}`,
    'response_type=code',
    `scope=${scope}`,
    `state=${state}`,
    ...(options.forcePopup ? ['forcePopup=true'] : []),
    ...(options.forceSnapshot ? ['forceSnapShot=true'] : []),
    ...(options.connectRedirect ? ['connect_redirect=1'] : []),
    ...(componentAppid === undefined ? [] : [`component_appid=${componentAppid}`]),
  ]
  return `${origins.open}/connect/oauth2/authorize?${parameters.join('&')}#wechat_redirect`
}

/** Throws `login_appid_invalid` unless it has the shape of an appid. */
export function checkAppid(appid: string): void {
  if (!isAppid(appid)) throw buildUsageError('login_appid_invalid', 'An appid is wx and 16 of 0-9 and a-f')
}

/** Throws `login_state_invalid` unless WeChat would carry it there and back. */
export function checkState(state: string): void {
  if (!isState(state))
    throw buildUsageError('login_state_invalid', 'The state must be 1 to 128 of A-Z, a-z, 0-9, _ and -')
}

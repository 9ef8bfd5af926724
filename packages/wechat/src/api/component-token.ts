import { hide, type Secret, type SecretText } from '../secret.ts'
import { fetchAnswer, type Wire } from '../wire/call.ts'
import { readSeconds, readString } from '../wire/shape.ts'
import type { FetchedToken } from './token.ts'
import { type ByComponent, fetchWithComponent } from './with-component.ts'

/** The access token of a third-party platform, good for `/cgi-bin/component/*` and sign-in on behalf. */
export type ComponentToken = Secret<'component token'>

/** What proves a platform to WeChat: pushed every 10 minutes, good for 12 hours. */
export type ComponentTicket = Secret<'component ticket'>

/** A one-use invitation of an account to authorize the platform. */
export interface PreAuthCode {
  code: Secret<'pre-auth code'>
  /** As WeChat told it, in milliseconds since 1970: 1,800 s by its text, 600 s by its sample. */
  expiresAt: number
}

/**
 * Asks WeChat to push tickets (again): for a platform that gets none. The ticket comes as a push, not as an answer.
 * 40013: the appid is wrong. Source: WeChat's documentation, third-party platforms,
 * `POST /cgi-bin/component/api_start_push_ticket`.
 */
export async function startTicketPush(
  wire: Wire,
  { componentAppid, componentSecret }: { componentAppid: string; componentSecret: SecretText },
): Promise<void> {
  await fetchAnswer(wire, {
    method: 'POST',
    path: '/cgi-bin/component/api_start_push_ticket',
    // Here, and only here, WeChat calls it component_secret.
    body: { component_appid: componentAppid, component_secret: hide(componentSecret, 'component secret') },
  })
}

/**
 * Fetches a platform's token for 7,200 s; keep it: see `createComponentTokenKeeper`. 61005: the ticket is older than
 * 12 hours; 61006: it is not the platform's; 61004: the address is not on the platform's white list.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/api_component_token`.
 */
export async function fetchComponentToken(
  wire: Wire,
  options: { componentAppid: string; componentSecret: SecretText; ticket: SecretText },
): Promise<FetchedToken<'component token'>> {
  const answer = await fetchAnswer(wire, {
    method: 'POST',
    path: '/cgi-bin/component/api_component_token',
    body: {
      component_appid: options.componentAppid,
      component_appsecret: hide(options.componentSecret, 'component secret'),
      component_verify_ticket: hide(options.ticket, 'component ticket'),
    },
  })
  return {
    token: hide(readString(answer, 'component_access_token'), 'component token'),
    expiresAt: wire.now() + readSeconds(answer, 'expires_in') * 1000,
  }
}

/**
 * Makes a pre-auth code for one authorization link; whether it could serve twice is not documented.
 * Source: WeChat's documentation, third-party platforms, `POST /cgi-bin/component/api_create_preauthcode`.
 */
export async function createPreAuthCode(wire: Wire, by: ByComponent): Promise<PreAuthCode> {
  const answer = await fetchWithComponent(wire, 'api_create_preauthcode', by)
  return {
    code: hide(readString(answer, 'pre_auth_code'), 'pre-auth code'),
    expiresAt: wire.now() + readSeconds(answer, 'expires_in') * 1000,
  }
}

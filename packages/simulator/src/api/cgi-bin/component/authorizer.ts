import { openAccountCall } from '../../../rules/account-call.ts'
import { checkOptionName, checkOptionValue, readListPage } from '../../../rules/authorizer-option.ts'
import { readBodyText, readJsonBody } from '../../../rules/body.ts'
import type { Call } from '../../../rules/call.ts'
import { openComponentCall, readAuthorization } from '../../../rules/component-call.ts'
import type { Application } from '../../../world/application.ts'
import type { Authorization } from '../../../world/authorization.ts'
import { describeSets } from './authorization.ts'

/** Empty until `api_query_auth` was called, with the switch `refreshTokenBeforeQuery`. */
function readRefreshToken(call: Call, { queried, refreshToken }: Authorization): string {
  return queried || call.world.switches.refreshTokenBeforeQuery === 'given' ? refreshToken : ''
}

function openAuthorizer(call: Call) {
  const body = readJsonBody(call)
  const component = openComponentCall(call, readBodyText(body, 'component_appid'))
  const authorization = readAuthorization(call, component, readBodyText(body, 'authorizer_appid'))
  return { body, component, authorization }
}

const SERVICE_TYPES: Record<Application['kind'], number> = {
  subscription: 0,
  service: 2,
  test: 2,
  miniprogram: 0,
  website: 0,
}

/** What only mini programs have; its presence tells one. */
const DOMAIN_LISTS = ['Request', 'WsRequest', 'Upload', 'Download', 'Biz', 'UDP', 'TCP', 'PrefetchDNS']
const MINI_PROGRAM_INFO = {
  network: Object.fromEntries(
    ['', 'New'].flatMap((age) => DOMAIN_LISTS.map((list) => [`${age}${list}Domain`, []])),
  ),
  categories: [],
  visit_status: 0,
}

function describeAccount(call: Call, application: Application): Record<string, unknown> {
  return {
    nick_name: application.name,
    head_img: `${call.origin}/mmopen/vi_32/none/0`,
    service_type_info: { id: SERVICE_TYPES[application.kind] },
    verify_type_info: { id: application.verified ? 0 : -1 },
    user_name: application.originalId,
    alias: '',
    qrcode_url: `${call.origin}/mmopen/vi_32/none/0`,
    business_info: { open_pay: 0, open_shake: 0, open_scan: 0, open_card: 0, open_store: 0 },
    idc: 1,
    principal_name: application.name,
    signature: '',
    ...(application.kind === 'miniprogram' ? { MiniProgramInfo: MINI_PROGRAM_INFO } : {}),
    register_type: 0,
    account_status: 1,
    basic_config: { is_phone_configured: true, is_email_configured: true },
  }
}

/** `POST /cgi-bin/component/api_get_authorizer_info`: an account and its grant, without its access token. */
export function readAuthorizerInfo(call: Call): Record<string, unknown> {
  const { authorization } = openAuthorizer(call)
  const { appid } = authorization
  const application = call.world.applications.get(appid)
  return {
    authorizer_info: application ? describeAccount(call, application) : {},
    authorization_info: {
      authorizer_appid: appid,
      authorizer_refresh_token: readRefreshToken(call, authorization),
      func_info: describeSets(authorization),
    },
  }
}

/** `POST /cgi-bin/component/api_get_authorizer_list`: who has authorized the platform, in pages of up to 500. */
export function listAuthorizers(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const component = openComponentCall(call, readBodyText(body, 'component_appid'))
  const { offset, count } = readListPage(body)
  const grants = call.world.authorizations.of(component.appid)
  return {
    total_count: grants.length,
    list: grants.slice(offset, offset + count).map((grant) => ({
      authorizer_appid: grant.appid,
      refresh_token: readRefreshToken(call, grant),
      auth_time: Math.floor(grant.grantedAt / 1000),
    })),
  }
}

type Option = { option_name: string; option_value: string }

function readOption(body: Map<string, unknown>, { options }: Authorization): Option {
  const name = checkOptionName(readBodyText(body, 'option_name'))
  return { option_name: name, option_value: options.get(name) ?? '0' }
}

function setOption(body: Map<string, unknown>, { options }: Authorization): Record<string, unknown> {
  const name = checkOptionName(readBodyText(body, 'option_name'))
  options.set(name, checkOptionValue(name, readBodyText(body, 'option_value')))
  return { errcode: 0, errmsg: 'ok' }
}

/** The grant whose authorizer token the call carries in `access_token`; undefined for any other token. */
function openOwnOption(call: Call): { body: Map<string, unknown>; authorization: Authorization } | undefined {
  const token = call.world.appTokens.find(call.query.get('access_token') ?? '')
  if (!token || token.component === null || call.query.get('component_access_token')) return undefined
  openAccountCall(call)
  const authorization = call.world.authorizations.find(token.component, token.appid)
  return authorization && { body: readJsonBody(call), authorization }
}

/** `POST /cgi-bin/component/api_get_authorizer_option`, with the platform's token and both appids. */
export function readAuthorizerOption(call: Call): Record<string, unknown> {
  const { body, authorization } = openAuthorizer(call)
  return { authorizer_appid: authorization.appid, ...readOption(body, authorization) }
}

/** `POST /cgi-bin/component/api_set_authorizer_option`; values are texts. */
export function setAuthorizerOption(call: Call): Record<string, unknown> {
  const { body, authorization } = openAuthorizer(call)
  return setOption(body, authorization)
}

/** `POST /cgi-bin/component/get_authorizer_option`: with the account's token and `option_name` alone, or as before. */
export function readOptionOfAccount(call: Call): Record<string, unknown> {
  const own = openOwnOption(call)
  return own ? readOption(own.body, own.authorization) : readAuthorizerOption(call)
}

/** `POST /cgi-bin/component/set_authorizer_option`: with the account's token and the option alone, or as before. */
export function setOptionOfAccount(call: Call): Record<string, unknown> {
  const own = openOwnOption(call)
  return own ? setOption(own.body, own.authorization) : setAuthorizerOption(call)
}

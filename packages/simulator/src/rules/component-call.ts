import type { Component } from '../world/application.ts'
import type { Authorization } from '../world/authorization.ts'
import type { Call } from './call.ts'
import { AUTHORIZER_CALLS, COMPONENT_SNS_CALLS, COMPONENT_TOKEN_CALLS } from './component-path.ts'
import { componentAppidPresent } from './component-secret.ts'
import { mask, quote, Refused, type Rule } from './rule.ts'
import { checkComponentWhiteList } from './white-list.ts'

const endpoints = COMPONENT_TOKEN_CALLS
const source = 'WeChat’s documentation: third-party platforms, calling component APIs'

const componentTokenPresent: Rule = {
  name: 'component_token_present',
  endpoints,
  errcode: 41001,
  wrong: { en: 'component_access_token is missing.', zh: '缺少 component_access_token。' },
  passes: {
    en: 'component_access_token in the query; below /cgi-bin/ access_token is taken too.',
    zh: 'query 中的 component_access_token；/cgi-bin/ 接口也接受 access_token。',
  },
  source: `${source} (41001 below /cgi-bin/, 41021 below /sns/)`,
  confidence: 'official',
}

const componentTokenKind: Rule = {
  name: 'component_token_kind',
  endpoints,
  errcode: 61014,
  wrong: {
    en: 'This is the token of an account (or of a person), not of the platform.',
    zh: '这是账号（或用户）的令牌，不是第三方平台的令牌。',
  },
  passes: {
    en: 'The component_access_token of api_component_token.',
    zh: 'api_component_token 返回的令牌。',
  },
  source,
  confidence: 'official',
}

const componentTokenKnown: Rule = {
  name: 'component_token_known',
  endpoints,
  errcode: 40001,
  wrong: {
    en: 'No such component token was given out (or before the last reset).',
    zh: '从未发出过这个 component_access_token（或在重置之前）。',
  },
  passes: {
    en: 'The component_access_token of api_component_token.',
    zh: 'api_component_token 返回的令牌。',
  },
  source,
  confidence: 'official',
}

const componentTokenFresh: Rule = {
  name: 'component_token_fresh',
  endpoints,
  errcode: 42001,
  wrong: {
    en: 'This component token has expired (7200 s).',
    zh: 'component_access_token 已过期（7200 秒）。',
  },
  passes: { en: 'A new one, fetched with the newest ticket.', zh: '用最新的 ticket 重新获取。' },
  source: `${source} (42001 below /cgi-bin/, 42006 below /sns/)`,
  confidence: 'official',
}

const componentAppidMatches: Rule = {
  name: 'component_appid_matches',
  endpoints,
  errcode: 40013,
  wrong: { en: 'component_appid is not the platform of the token.', zh: 'component_appid 与令牌不一致。' },
  passes: { en: 'The appid of the platform whose token it is.', zh: '令牌所属第三方平台的 appid。' },
  source,
  confidence: 'official',
}

const accountIsAuthorized: Rule = {
  name: 'account_is_authorized',
  endpoints: [...COMPONENT_SNS_CALLS, ...AUTHORIZER_CALLS, '/cgi-bin/component/clear_quota/v2'],
  errcode: 61003,
  wrong: {
    en: 'This account has not authorized the platform, or has withdrawn.',
    zh: '该账号没有授权给此第三方平台，或已取消授权。',
  },
  passes: {
    en: 'The account after its owner authorized (…02 has from the start).',
    zh: '管理员授权之后再调用（…02 一开始就已授权）。',
  },
  source: 'captured many times',
  confidence: 'captured',
}

const refreshTokenValid: Rule = {
  name: 'authorizer_refresh_token_valid',
  endpoints: ['/cgi-bin/component/api_authorizer_token'],
  errcode: 61023,
  wrong: {
    en: 'This is not the authorizer_refresh_token of the standing grant.',
    zh: '这不是当前授权的 authorizer_refresh_token。',
  },
  passes: {
    en: 'The last one received, or that of api_get_authorizer_list; a new grant brings a new one.',
    zh: '最近一次得到的值，或 api_get_authorizer_list 中的值；重新授权会改变它。',
  },
  source: 'WeChat’s documentation: third-party platforms, api_authorizer_token',
  confidence: 'official',
}

function isSns(call: Call): boolean {
  return call.path.startsWith('/sns/')
}

function readTokenText(call: Call): string {
  const own = call.query.get('component_access_token')
  const text = own || (isSns(call) ? undefined : call.query.get('access_token'))
  if (!text) throw new Refused(componentTokenPresent, mask(text), isSns(call) ? { errcode: 41021 } : {})
  return text
}

/**
 * The platform that calls with its token, from an address on its list. `componentAppid` stands in the body, or in
 * the query below `/sns/`.
 */
export function openComponentCall(call: Call, componentAppid: string | undefined): Component {
  const text = readTokenText(call)
  const token = call.world.componentTokens.find(text)
  const component = call.world.components.get(token?.component ?? '')
  if (!token || !component) {
    const isOther = call.world.appTokens.find(text) ?? call.world.userTokens.find(text)
    throw new Refused(isOther ? componentTokenKind : componentTokenKnown, mask(text))
  }
  if (token.expiresAt <= call.now) {
    throw new Refused(componentTokenFresh, mask(text), isSns(call) ? { errcode: 42006 } : {})
  }
  checkComponentWhiteList(call, component)
  if (!componentAppid) throw new Refused(componentAppidPresent, quote(componentAppid))
  if (componentAppid !== component.appid) throw new Refused(componentAppidMatches, quote(componentAppid))
  return component
}

/** Whether the call carries a living token of a platform; throws `Refused` for a dead one. */
export function checkPlatformToken(call: Call): boolean {
  const own = call.query.get('component_access_token')
  const text = own || call.query.get('access_token')
  const token = call.world.componentTokens.find(text ?? '')
  if (!token && own) throw new Refused(componentTokenKnown, mask(own))
  if (token && token.expiresAt <= call.now) throw new Refused(componentTokenFresh, mask(text))
  return token !== undefined
}

/** The standing grant of an account to a platform. */
export function readAuthorization(
  call: Call,
  component: Component,
  appid: string | undefined,
): Authorization {
  const authorization = call.world.authorizations.find(component.appid, appid ?? '')
  if (!authorization) throw new Refused(accountIsAuthorized, quote(appid))
  return authorization
}

/** Refuses any refresh token but that of the standing grant. */
export function checkAuthorizerRefreshToken(authorization: Authorization, text: string | undefined): void {
  if (text !== authorization.refreshToken) throw new Refused(refreshTokenValid, mask(text))
}

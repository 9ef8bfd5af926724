import { type Component, TOWN_APPID_PREFIX } from '../world/application.ts'
import type { Call } from './call.ts'
import { COMPONENT_SECRET_CALLS, COMPONENT_TOKEN_CALLS } from './component-path.ts'
import { mask, quote, Refused, type Rule } from './rule.ts'
import { checkComponentWhiteList } from './white-list.ts'

const TOKEN_PATH = '/cgi-bin/component/api_component_token'
const endpoints = COMPONENT_SECRET_CALLS
const source = 'WeChat’s documentation: third-party platforms, api_component_token'

export const componentAppidPresent: Rule = {
  name: 'component_appid_present',
  endpoints: [...COMPONENT_SECRET_CALLS, ...COMPONENT_TOKEN_CALLS],
  errcode: 41018,
  wrong: { en: 'component_appid is missing.', zh: '缺少 component_appid。' },
  passes: { en: 'The appid of the third-party platform.', zh: '第三方平台的 appid。' },
  source: 'WeChat’s documentation: table of return codes',
  confidence: 'official',
}

const componentKnown: Rule = {
  name: 'component_known',
  endpoints,
  errcode: 40013,
  wrong: { en: 'No platform of the town has this appid.', zh: '没有第三方平台使用这个 appid。' },
  passes: {
    en: `The appid of a platform; it begins with ${TOWN_APPID_PREFIX}.`,
    zh: `第三方平台的 appid，以 ${TOWN_APPID_PREFIX} 开头。`,
  },
  source,
  confidence: 'official',
}

const componentIsPlatform: Rule = {
  name: 'component_is_platform',
  endpoints,
  errcode: 61011,
  wrong: {
    en: 'This appid is an account’s, not a third-party platform’s.',
    zh: '这是公众号或小程序的 appid，不是第三方平台的。',
  },
  passes: { en: 'The appid of the platform.', zh: '第三方平台的 appid。' },
  source,
  confidence: 'official',
}

const componentSecretPresent: Rule = {
  name: 'component_secret_present',
  endpoints,
  errcode: 41004,
  wrong: {
    en: 'The secret is missing, or stands under another name.',
    zh: '缺少 secret，或参数名不对。',
  },
  passes: {
    en: 'component_appsecret; in api_start_push_ticket component_secret; in clear_quota/v2 appsecret.',
    zh: 'component_appsecret；api_start_push_ticket 用 component_secret；clear_quota/v2 用 appsecret。',
  },
  source,
  confidence: 'official',
}

const componentSecretMatches: Rule = {
  name: 'component_secret_matches',
  endpoints,
  errcode: 40125,
  wrong: { en: 'This is not the secret of this platform.', zh: 'secret 与该第三方平台不符。' },
  passes: { en: 'The secret on the simulator’s start page.', zh: '模拟器首页上的 secret。' },
  source,
  confidence: 'official',
}

const ticketPresent: Rule = {
  name: 'component_ticket_present',
  endpoints: [TOKEN_PATH],
  errcode: 41020,
  wrong: { en: 'component_verify_ticket is missing.', zh: '缺少 component_verify_ticket。' },
  passes: {
    en: 'The ticket of the newest push to the authorization-event URL.',
    zh: '最近一次推送到授权事件 URL 的 ticket。',
  },
  source: 'WeChat’s documentation: table of return codes (at this call unconfirmed)',
  confidence: 'supposed',
}

const ticketKnown: Rule = {
  name: 'component_ticket_known',
  endpoints: [TOKEN_PATH],
  errcode: 61006,
  wrong: {
    en: 'This ticket was never pushed to this platform (or before the last reset).',
    zh: '从未向该平台推送过这个 ticket（或在重置之前）。',
  },
  passes: {
    en: 'The newest ticket, decrypted and unchanged; api_start_push_ticket pushes one.',
    zh: '最新的 ticket，解密后原样使用；可用 api_start_push_ticket 触发推送。',
  },
  source,
  confidence: 'official',
}

const ticketFresh: Rule = {
  name: 'component_ticket_fresh',
  endpoints: [TOKEN_PATH],
  errcode: 61005,
  wrong: { en: 'This ticket is older than twelve hours.', zh: '这个 ticket 超过了 12 小时。' },
  passes: {
    en: 'The ticket of the newest push (every ten minutes).',
    zh: '最近一次推送的 ticket（每十分钟一次）。',
  },
  source,
  confidence: 'official',
}

/** The platform that calls with its appid and secret, from an address on its list. */
export function readSecretComponent(
  call: Call,
  appid: string | undefined,
  secret: string | undefined,
): Component {
  if (!appid) throw new Refused(componentAppidPresent, quote(appid))
  const component = call.world.components.get(appid)
  if (!component) {
    throw new Refused(call.world.applications.has(appid) ? componentIsPlatform : componentKnown, quote(appid))
  }
  if (!secret) throw new Refused(componentSecretPresent, 'no secret')
  if (secret !== component.secret) {
    throw new Refused(componentSecretMatches, `a secret of ${secret.length} characters`)
  }
  checkComponentWhiteList(call, component)
  return component
}

/** Refuses a ticket that is not a living one of the platform; an older one counts for its twelve hours. */
export function checkTicket(call: Call, component: Component, text: string | undefined): void {
  if (!text) throw new Refused(ticketPresent, mask(text))
  const ticket = call.world.componentTickets.find(text)
  if (ticket?.component !== component.appid) throw new Refused(ticketKnown, mask(text))
  if (ticket.expiresAt <= call.now) throw new Refused(ticketFresh, mask(text))
}

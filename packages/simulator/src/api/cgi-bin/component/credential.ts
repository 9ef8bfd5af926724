import { readApplication } from '../../../rules/application.ts'
import { readBodyText, readJsonBody } from '../../../rules/body.ts'
import type { Call } from '../../../rules/call.ts'
import { openComponentCall, readAuthorization } from '../../../rules/component-call.ts'
import { checkTicket, readSecretComponent } from '../../../rules/component-secret.ts'
import { countClear } from '../../../rules/quota.ts'
import type { Component } from '../../../world/application.ts'
import { COMPONENT_TOKEN_SECONDS } from '../../../world/component-token.ts'

/** Whether tickets are pushed by themselves already; WeChat then says so in the place of `ok`, as recorded. */
function isFlowing(call: Call, component: Component): boolean {
  const newest = call.world.componentTickets.newest(component.appid)
  const isPushed = component.eventUrl !== null && call.world.switches.ticketPush
  return isPushed && newest !== undefined && newest.expiresAt > call.now
}

/** `POST /cgi-bin/component/api_start_push_ticket`: a new ticket, pushed at once. The name is `component_secret`. */
export function startPushTicket(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const secret = readBodyText(body, 'component_secret')
  const component = readSecretComponent(call, readBodyText(body, 'component_appid'), secret)
  const { appid } = component
  const errmsg = isFlowing(call, component) ? 'in a normal state' : 'ok'
  const { ticket } = call.world.componentTickets.issue(appid, call.now)
  call.world.announcements.announce({ kind: 'component_verify_ticket', component: appid, ticket })
  return { errcode: 0, errmsg }
}

/** `POST /cgi-bin/component/api_component_token`: a ticket becomes the platform's token. */
export function issueComponentToken(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const secret = readBodyText(body, 'component_appsecret')
  const component = readSecretComponent(call, readBodyText(body, 'component_appid'), secret)
  checkTicket(call, component, readBodyText(body, 'component_verify_ticket'))
  const { token } = call.world.componentTokens.issue(component.appid, call.now)
  return { component_access_token: token, expires_in: COMPONENT_TOKEN_SECONDS }
}

/** `POST /cgi-bin/component/api_create_preauthcode`: the code with which an owner is sent to the page. */
export function createPreAuthCode(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const { appid: component } = openComponentCall(call, readBodyText(body, 'component_appid'))
  const { preAuthCodeSeconds } = call.world.switches
  const { code } = call.world.platformCodes.issue({ component, appid: null }, preAuthCodeSeconds, call.now)
  return { pre_auth_code: code, expires_in: preAuthCodeSeconds }
}

/** The account whose counts a platform clears: one that has authorized it, or the platform itself. */
function readClearedAppid(call: Call, component: Component, text: string | undefined): string {
  if (text === component.appid) return text
  const { appid } = readApplication(call.world, text)
  return readAuthorization(call, component, appid).appid
}

/** `POST /cgi-bin/component/clear_quota/v2`: like `clear_quota`, by the platform's secret. */
export function clearQuotaOfComponent(call: Call): Record<string, unknown> {
  const body = readJsonBody(call)
  const secret = readBodyText(body, 'appsecret')
  const component = readSecretComponent(call, readBodyText(body, 'component_appid'), secret)
  const appid = readClearedAppid(call, component, readBodyText(body, 'appid'))
  countClear(call, appid)
  call.world.limits.clear(` ${appid}`)
  return { errcode: 0, errmsg: 'ok' }
}

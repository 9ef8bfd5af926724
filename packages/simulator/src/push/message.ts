import { randomInt } from 'node:crypto'
import type { SimulatedEvent } from '../world/announcement.ts'
import type { PushMessage } from './envelope.ts'
import type { XmlFields } from './xml.ts'

/** Events of a third-party platform; all others are messages of an account. */
export type PlatformEvent = Extract<SimulatedEvent, { component: string }>
export type AccountEvent = Exclude<SimulatedEvent, PlatformEvent>

/** Whether this goes to the authorization-event URL of a platform. */
export function isPlatformEvent(event: SimulatedEvent): event is PlatformEvent {
  return 'component' in event
}

/** A MsgId is a 64-bit number beyond what JavaScript counts exactly; developers must keep it as text. */
function randomMessageId(): bigint {
  return 6_000_000_000_000_000_000n + BigInt(randomInt(2 ** 47)) * 16_384n + BigInt(randomInt(16_384))
}

function buildScene(prefix: string, scene: string, ticket: string | undefined): XmlFields {
  const key = ['EventKey', `${prefix}${scene}`] as const
  return ticket === undefined ? [key] : [key, ['Ticket', ticket]]
}

function buildEvent(event: Exclude<AccountEvent, { kind: 'text' }>): XmlFields {
  switch (event.kind) {
    case 'subscribe':
      return buildScene(event.scene === undefined ? '' : 'qrscene_', event.scene ?? '', event.ticket)
    case 'unsubscribe':
      return [['EventKey', '']]
    case 'SCAN':
      return buildScene('', event.scene, event.ticket)
    case 'CLICK':
    case 'VIEW':
      return [['EventKey', event.eventKey]]
    default:
      return buildDataEvent(event)
  }
}

type DataEvent = Extract<AccountEvent, { kind: `user_${string}` }>

function buildDataEvent(event: DataEvent): XmlFields {
  const about = [['OpenID', event.openid] as const, ['AppID', event.appid] as const]
  if (event.kind !== 'user_authorization_revoke') return about
  return [...about, ['RevokeInfo', event.revokeInfo ?? '205']]
}

function buildContent(event: AccountEvent): XmlFields {
  if (event.kind === 'text') {
    return [
      ['MsgType', 'text'],
      ['Content', event.content],
      ['MsgId', randomMessageId()],
    ]
  }
  return [['MsgType', 'event'], ['Event', event.kind], ...buildEvent(event)]
}

/**
 * A message or event of an account in the documented shape. Events carry no MsgId: the same sender and time
 * is all that tells a repetition. `nowMs` is milliseconds since 1970.
 * Source: WeChat's documentation, receiving messages and events.
 */
export function buildAccountMessage(event: AccountEvent, originalId: string, nowMs: number): PushMessage {
  const address = ['ToUserName', originalId] as const
  const sender = [
    ['FromUserName', event.openid],
    ['CreateTime', Math.floor(nowMs / 1000)],
  ] as const
  return { address, openid: event.openid, fields: [address, ...sender, ...buildContent(event)] }
}

function buildInfo(event: PlatformEvent): XmlFields {
  if (event.kind === 'component_verify_ticket') return [['ComponentVerifyTicket', event.ticket]]
  if (event.kind === 'unauthorized') return [['AuthorizerAppid', event.appid]]
  return [
    ['AuthorizerAppid', event.appid],
    ['AuthorizationCode', event.authorizationCode],
    ['AuthorizationCodeExpiredTime', Math.floor(event.authorizationCodeExpiresAt / 1000)],
    ['PreAuthCode', event.preAuthCode],
  ]
}

/**
 * An event of a third-party platform. `AuthorizationCodeExpiredTime` is written as an absolute time in
 * seconds; its unit is unconfirmed. Source: WeChat's documentation, third-party platform, authorization events.
 */
export function buildPlatformMessage(event: PlatformEvent, nowMs: number): PushMessage {
  const address = ['AppId', event.component] as const
  const head = [
    ['CreateTime', Math.floor(nowMs / 1000)],
    ['InfoType', event.kind],
  ] as const
  return { address, openid: null, fields: [address, ...head, ...buildInfo(event)] }
}

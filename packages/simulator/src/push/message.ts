import { randomInt } from 'node:crypto'
import type { SimulatedEvent } from '../world/announcement.ts'
import type { Application, ApplicationKind } from '../world/application.ts'
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

function buildEvent(event: Exclude<AccountEvent, { kind: 'text' }>, kind: ApplicationKind): XmlFields {
  switch (event.kind) {
    case 'subscribe':
      return buildScene(event.scene === undefined ? '' : 'qrscene_', event.scene ?? '', event.ticket)
    case 'unsubscribe':
      return [['EventKey', '']]
    case 'SCAN':
      return buildScene('', event.scene, event.ticket)
    case 'TEMPLATESENDJOBFINISH':
      return [
        ['MsgID', event.messageId],
        ['Status', event.status],
      ]
    case 'user_info_modified':
    case 'user_authorization_revoke':
    case 'user_authorization_cancellation':
      return buildDataEvent(event, kind)
    default:
      return [['EventKey', event.eventKey], ...buildMenuInput(event.kind)]
  }
}

const PICTURE = [['PicMd5Sum', '5a75aaca956d97be686719218f275c6b']] as const
const PLACE = [
  ['Location_X', '30.27'],
  ['Location_Y', '120.16'],
  ['Scale', '15'],
  ['Label', '杭州市西湖区龙井路'],
  ['Poiname', ''],
] as const

/** What somebody gave who tapped such an item; the same for everybody. The fields of pictures and places are unconfirmed. */
function buildMenuInput(kind: string): XmlFields {
  if (kind === 'location_select') return [['SendLocationInfo', PLACE]]
  if (kind.startsWith('scancode_')) {
    const scan = [['ScanType', 'qrcode'] as const, ['ScanResult', 'https://localhost/scanned'] as const]
    return [['ScanCodeInfo', scan]]
  }
  if (!kind.startsWith('pic_')) return []
  const pictures = [['Count', 1] as const, ['PicList', [['item', PICTURE]] as const] as const]
  return [['SendPicsInfo', pictures]]
}

/** What was withdrawn, where nothing else is said: nickname and avatar; at websites everything. */
const REVOKED_PROFILE: Readonly<Record<ApplicationKind, string>> = {
  service: '205',
  subscription: '205',
  test: '205',
  website: '301',
  miniprogram: '6',
}
/** Sends the events about a person's data; no person, and WeChat does not tell its name (this one is ours). */
const PUSH_SERVICE = 'wxgate_sim_push_service'

type DataEvent = Extract<AccountEvent, { kind: `user_${string}` }>

function buildDataEvent(event: DataEvent, kind: ApplicationKind): XmlFields {
  const about = [['OpenID', event.openid] as const, ['AppID', event.appid] as const]
  if (event.kind !== 'user_authorization_revoke') return about
  return [...about, ['RevokeInfo', event.revokeInfo ?? REVOKED_PROFILE[kind]]]
}

function isOfData({ kind }: AccountEvent): boolean {
  return kind.startsWith('user_')
}

function buildContent(event: AccountEvent, kind: ApplicationKind): XmlFields {
  if (event.kind === 'text') {
    return [
      ['MsgType', 'text'],
      ['Content', event.content],
      ['MsgId', randomMessageId()],
    ]
  }
  return [['MsgType', 'event'], ['Event', event.kind], ...buildEvent(event, kind)]
}

/**
 * A message or event of an account in the documented shape. Events carry no MsgId: the same sender and time
 * is all that tells a repetition. `nowMs` is milliseconds since 1970.
 * Source: WeChat's documentation, receiving messages and events.
 */
export function buildAccountMessage(
  event: AccountEvent,
  { originalId, kind }: Pick<Application, 'originalId' | 'kind'>,
  nowMs: number,
): PushMessage {
  const address = ['ToUserName', originalId] as const
  const openid = isOfData(event) ? PUSH_SERVICE : event.openid
  const sender = [
    ['FromUserName', openid],
    ['CreateTime', Math.floor(nowMs / 1000)],
  ] as const
  return { address, openid, fields: [address, ...sender, ...buildContent(event, kind)] }
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
 * An event of a third-party platform. `AuthorizationCodeExpiredTime` is an absolute time in seconds, as
 * recorded. Source: WeChat's documentation, third-party platform, authorization events.
 */
export function buildPlatformMessage(event: PlatformEvent, nowMs: number): PushMessage {
  const address = ['AppId', event.component] as const
  const head = [
    ['CreateTime', Math.floor(nowMs / 1000)],
    ['InfoType', event.kind],
  ] as const
  return { address, openid: null, fields: [address, ...head, ...buildInfo(event)] }
}

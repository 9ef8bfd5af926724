import { type MessageFields, readOptional, readRequired } from './field.ts'

interface Pushed {
  /** WeChat's `CreateTime`, in milliseconds since 1970. */
  createdAt: number
  /** Everything that WeChat sent, by its own names; numbers are text. */
  raw: MessageFields
}

/** What every message and event of an account has. */
interface FromPerson extends Pushed {
  /** The account's original id, `gh_…`. */
  toUserName: string
  /** The person's openid at this account. */
  fromUserName: string
}

/** A person did something with the account, or wrote to it. */
export type AccountMessage = PersonMessage | OtherEvent

type PersonMessage = FromPerson &
  (
    | {
        kind: 'subscribe'
        /** Scene of the code that was scanned, without WeChat's prefix `qrscene_`. */
        scene: string | undefined
        ticket: string | undefined
      }
    | { kind: 'unsubscribe' }
    /** A follower scanned a code with a scene. */
    | { kind: 'SCAN'; scene: string; ticket: string | undefined }
    /** A menu item; of `VIEW` the key is the URL. */
    | { kind: 'CLICK' | 'VIEW'; eventKey: string }
    /** Degrees, and metres of precision. */
    | { kind: 'LOCATION'; latitude: number; longitude: number; precision: number }
    | { kind: 'text'; content: string; msgId: string }
    /** Any other message, `image` for one: see `raw`. */
    | { kind: 'message'; msgType: string; msgId: string | undefined }
    /** The person changed, or took back, what they had let the account know; cancellation: left WeChat for good. */
    /** Without an openid, as has been seen, it is about a person that nothing names. */
    | { kind: 'user_info_modified'; openid: string | undefined; appid: string | undefined }
    | { kind: 'user_authorization_cancellation'; openid: string; appid: string | undefined }
    | {
        kind: 'user_authorization_revoke'
        openid: string
        appid: string | undefined
        /** WeChat's number for what was taken back; the numbers of a mini program are others than an official account's. */
        revokeInfo: string | undefined
        /**
         * Whether nickname and picture may be among it, so that they must be deleted: true for 205, 301, 6, 19 and 20,
         * and for every number that WeChat's pages do not give to something else.
         */
        forget: boolean
      }
  )

/** An event that has no type here yet: see `raw`. Some name neither an account nor a person. */
type OtherEvent = Pushed & {
  kind: 'event'
  event: string
  toUserName: string | undefined
  fromUserName: string | undefined
}

/** Something happened to a third-party platform or to one of its customers. */
export type PlatformMessage = Pushed & {
  /** The platform's own appid. */
  componentAppid: string
} & (
    | { kind: 'component_verify_ticket'; ticket: string }
    | {
        kind: 'authorized' | 'updateauthorized'
        authorizerAppid: string
        authorizationCode: string
        preAuthCode: string | undefined
        /** As WeChat writes it: the unit is unconfirmed, samples look like seconds since 1970. */
        authorizationCodeExpiredTime: string | undefined
      }
    | { kind: 'unauthorized'; authorizerAppid: string }
    /** Another `InfoType`: see `raw`. */
    | { kind: 'info'; infoType: string }
  )

/** Whatever WeChat pushes. `kind` tells it apart; what has no type of its own here stays readable in `raw`. */
export type WeChatMessage = AccountMessage | PlatformMessage

/**
 * The message that the fields of a push are. Throws `message_xml` when something is missing that this kind always
 * has. Source: WeChat's documentation, receiving messages and events; third-party platform, authorization events.
 */
export function readWeChatMessage(raw: MessageFields): WeChatMessage {
  const createdAt = readCreateTime(raw) * 1_000
  return 'InfoType' in raw ? readPlatformMessage({ createdAt, raw }) : readAccountMessage({ createdAt, raw })
}

/** Seconds since 1970, 0 where it is no number: too old to pass. */
function readCreateTime(raw: MessageFields): number {
  const text = readRequired(raw, 'CreateTime')
  return /^\d{1,11}$/.test(text) ? Number(text) : 0
}

function readPlatformMessage(pushed: Pushed): PlatformMessage {
  const { raw } = pushed
  const infoType = readRequired(raw, 'InfoType')
  const head = { ...pushed, componentAppid: readRequired(raw, 'AppId') }
  switch (infoType) {
    case 'component_verify_ticket':
      return { ...head, kind: infoType, ticket: readRequired(raw, 'ComponentVerifyTicket') }
    case 'authorized':
    case 'updateauthorized':
      return {
        ...head,
        kind: infoType,
        authorizerAppid: readRequired(raw, 'AuthorizerAppid'),
        authorizationCode: readRequired(raw, 'AuthorizationCode'),
        preAuthCode: readOptional(raw, 'PreAuthCode'),
        authorizationCodeExpiredTime: readOptional(raw, 'AuthorizationCodeExpiredTime'),
      }
    case 'unauthorized':
      return { ...head, kind: infoType, authorizerAppid: readRequired(raw, 'AuthorizerAppid') }
    default:
      return { ...head, kind: 'info', infoType }
  }
}

function readAccountMessage(pushed: Pushed): AccountMessage {
  const { raw } = pushed
  const msgType = readRequired(raw, 'MsgType')
  const event = msgType === 'event' ? readRequired(raw, 'Event') : undefined
  if (event !== undefined && !typedEvents.has(event)) return readOtherEvent(pushed, event)
  const head = {
    ...pushed,
    toUserName: readRequired(raw, 'ToUserName'),
    fromUserName: readRequired(raw, 'FromUserName'),
  }
  if (event !== undefined) return readEvent(head, event)
  if (msgType !== 'text') return { ...head, kind: 'message', msgType, msgId: readOptional(raw, 'MsgId') }
  return {
    ...head,
    kind: 'text',
    content: readOptional(raw, 'Content') ?? '',
    msgId: readRequired(raw, 'MsgId'),
  }
}

const typedEvents: ReadonlySet<string> = new Set([
  'subscribe',
  'unsubscribe',
  'SCAN',
  'CLICK',
  'VIEW',
  'LOCATION',
  'user_info_modified',
  'user_authorization_revoke',
  'user_authorization_cancellation',
])

/** Refusing an event that nobody here knows would cost all others: after many failures WeChat stops them for a minute. */
function readOtherEvent(pushed: Pushed, event: string): OtherEvent {
  const { raw } = pushed
  const [toUserName, fromUserName] = [readOptional(raw, 'ToUserName'), readOptional(raw, 'FromUserName')]
  return { ...pushed, kind: 'event', event, toUserName, fromUserName }
}

function readEvent(head: FromPerson, event: string): AccountMessage {
  const { raw } = head
  const ticket = readOptional(raw, 'Ticket')
  switch (event) {
    case 'subscribe':
      return {
        ...head,
        kind: event,
        scene: /^qrscene_(.+)$/s.exec(readOptional(raw, 'EventKey') ?? '')?.[1],
        ticket,
      }
    case 'unsubscribe':
      return { ...head, kind: event }
    case 'SCAN':
      return { ...head, kind: event, scene: readRequired(raw, 'EventKey'), ticket }
    case 'CLICK':
    case 'VIEW':
      return { ...head, kind: event, eventKey: readRequired(raw, 'EventKey') }
    case 'LOCATION':
      return readLocation(head)
    default:
      return readDataEvent(head, event)
  }
}

function readLocation(head: FromPerson): AccountMessage {
  const [latitude, longitude, precision] = ['Latitude', 'Longitude', 'Precision'] as const
  return {
    ...head,
    kind: 'LOCATION',
    latitude: Number(readRequired(head.raw, latitude)),
    longitude: Number(readRequired(head.raw, longitude)),
    precision: Number(readRequired(head.raw, precision)),
  }
}

/** These come from WeChat's own push service: FromUserName is its name, and never that of a person. */
function readDataEvent(head: FromPerson, event: string): AccountMessage {
  const { raw } = head
  const appid = readOptional(raw, 'AppID')
  if (event === 'user_info_modified')
    return { ...head, kind: event, openid: readOptional(raw, 'OpenID') || undefined, appid }
  const openid = readRequired(raw, 'OpenID')
  if (event === 'user_authorization_cancellation') return { ...head, kind: event, openid, appid }
  const revokeInfo = readOptional(raw, 'RevokeInfo')
  const forget = revokeInfo === undefined || !otherRevocations.has(revokeInfo)
  return { ...head, kind: 'user_authorization_revoke', openid, appid, revokeInfo, forget }
}

// WeChat's documentation, changes of authorization: 201 to 207 of official accounts, the others of mini programs. 1 is
// a mini program's plate number, and stands in the official accounts' own sample too: it counts as unknown.
const otherRevocations: ReadonlySet<string> = new Set(
  [201, 202, 203, 204, 206, 207, 2, 3, 4, 5, 7, 8, 12, 13, 14, 15, 16, 18].map(String),
)

/**
 * What tells a message from all others: two pushes with the same identity are one, sent again. Encrypted anew, a
 * repetition has other bytes, so go by this. Events have no MsgId: receiver, sender, time, event and key say it.
 */
export function readIdentity(message: WeChatMessage): string {
  return JSON.stringify(listIdentity(message))
}

function listIdentity({ raw }: WeChatMessage): readonly string[] {
  const read = (...names: readonly string[]) => names.map((name) => readOptional(raw, name) ?? '')
  if ('InfoType' in raw) return read('AppId', 'InfoType', 'CreateTime', 'AuthorizerAppid')
  if (raw.MsgType !== 'event' && raw.MsgId) return read('ToUserName', 'MsgId')
  // MsgID, spelt so, stands in events about sent messages, of which a second can hold many.
  const head = ['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', 'Event', 'EventKey', 'MsgID']
  // Events about what a person let us know come from WeChat's own service: who it is, and what, stands in these.
  return read(...head, 'OpenID', 'RevokeInfo')
}

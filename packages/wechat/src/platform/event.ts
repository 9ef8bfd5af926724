import { fetchAuthorizerInfo } from '../api/authorizer.ts'
import { WeChatError } from '../error.ts'
import type { AccountMessage, WeChatMessage } from '../message/event.ts'
import { type Authorized, takePushedAuthorization } from './authorization.ts'
import { locate, type PlatformContext } from './context.ts'
import { type AuthorizerRecord, changeRecord, findRecord } from './record.ts'
import { buildPlatformError } from './renewal.ts'

/**
 * What a push to a platform came to.
 *
 * - `ticket`: kept, or `older` than the one that is kept
 * - `authorized`: an account authorized the platform, or changed what it allows
 * - `withdrawn`: an account took its authorization back; calls for it are `platform_authorizer_withdrawn` from now on
 * - `ignored`: a withdrawal that WeChat does not confirm, an old push for one, or an account that authorized again
 *   meanwhile; nothing was changed
 * - `other`: a push that a platform does not keep anything of
 * - `message`: not about the platform: a message or an event of an account, as it came
 */
export type PlatformEvent =
  | { kind: 'ticket'; outcome: 'saved' | 'older' }
  | ({ kind: 'authorized' } & Authorized)
  | { kind: 'withdrawn'; appid: string }
  | { kind: 'ignored'; appid: string }
  | { kind: 'other'; infoType: string }
  | { kind: 'message'; message: AccountMessage }

const notAuthorized = 61003

/** Acts on a push to a platform: see `Platform.receive`. */
export async function receiveEvent(context: PlatformContext, message: WeChatMessage): Promise<PlatformEvent> {
  if (!('componentAppid' in message)) return { kind: 'message', message }
  if (message.componentAppid !== context.componentAppid)
    throw new WeChatError('message_appid', 'the push is for another platform')
  switch (message.kind) {
    case 'component_verify_ticket':
      return { kind: 'ticket', outcome: await context.ticket.save(message.ticket, message.createdAt) }
    case 'authorized':
    case 'updateauthorized': {
      const { authorizationCode: code, authorizerAppid: appid } = message
      const authorized = await takePushedAuthorization(context, { code, appid })
      const record = await findRecord(locate(context, authorized.appid))
      // An old push that comes again for an account which has withdrawn since brings nobody back.
      if (record?.withdrawnAt !== undefined) return { kind: 'ignored', appid: authorized.appid }
      return { kind: 'authorized', ...authorized }
    }
    case 'unauthorized':
      return await withdraw(context, message.authorizerAppid)
    default:
      return { kind: 'other', infoType: message.infoType }
  }
}

async function withdraw(context: PlatformContext, appid: string): Promise<PlatformEvent> {
  const before = await findRecord(locate(context, appid))
  // WeChat's word decides, not its clock against ours: an old push that comes late is for an account that is authorized.
  const isWithdrawn = !(await isAuthorized(context, appid)) && (await saveWithdrawal(context, appid, before))
  return { kind: isWithdrawn ? 'withdrawn' : 'ignored', appid }
}

/** Nobody loses a customer by a push alone: WeChat itself must say that the account is gone. */
async function isAuthorized({ wire, call }: PlatformContext, appid: string): Promise<boolean> {
  try {
    await call((by) => fetchAuthorizerInfo(wire, { ...by, appid }))
    return true
  } catch (error) {
    if (error instanceof WeChatError && error.errcode === notAuthorized) return false
    throw error
  }
}

/** False when the account has authorized again while WeChat was asked. */
async function saveWithdrawal(
  context: PlatformContext,
  appid: string,
  before: AuthorizerRecord | undefined,
): Promise<boolean> {
  const now = context.wire.now()
  let isOvertaken = false
  const saved = await changeRecord(locate(context, appid), now, (record) => {
    isOvertaken = record !== undefined && record.authorizedAt !== before?.authorizedAt
    return isOvertaken
      ? undefined
      : { permissions: [], authorizedAt: 0, ...record, refreshTokens: [], withdrawnAt: now }
  })
  if (isOvertaken) return false
  if (!saved)
    throw buildPlatformError('platform_authorization_stuck', `The withdrawal of ${appid} could not be saved`)
  await context.keeper(appid).drop()
  return true
}

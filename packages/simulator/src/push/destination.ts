import type { SimulatedEvent } from '../world/announcement.ts'
import type { Application, Component } from '../world/application.ts'
import type { PushMode } from '../world/delivery.ts'
import type { World } from '../world/world.ts'
import type { PushMessage } from './envelope.ts'
import { type AccountEvent, buildAccountMessage, buildPlatformMessage, isPlatformEvent } from './message.ts'
import type { Expectation } from './reply.ts'

/** One server that is to hear of an event, the message for it, and what counts as its answer. */
export type Destination = Expectation & {
  /** Appid of the account or platform whose server it is. */
  to: string
  url: string
  message: PushMessage
}

/** The permission set of messages: without it a platform hears nothing from an account. */
const MESSAGE_SET = 1

/** Platforms with a message URL that this account has authorized to hear its messages. */
function listMessagePlatforms(world: World, appid: string): Component[] {
  return [...world.components.values()].filter(
    (component) =>
      component.messageUrl !== null &&
      world.authorizations.find(component.appid, appid)?.permissionSets.includes(MESSAGE_SET),
  )
}

/** Whether messages of this account go to any server, its own or a platform's. */
export function hasMessageServer(world: World, application: Application): boolean {
  return application.pushUrl !== null || listMessagePlatforms(world, application.appid).length > 0
}

function listAccountDestinations(world: World, event: AccountEvent, mode?: PushMode): Destination[] {
  const application = world.applications.get(event.appid)
  if (!application) return []
  const { appid, pushUrl, token, encodingAesKey, pushMode, originalId } = application
  const message = buildAccountMessage(event, application, world.clock.now())
  const parties = { openid: event.openid, originalId }
  const own: Destination[] =
    pushUrl === null
      ? []
      : [
          {
            to: appid,
            url: pushUrl,
            mode: mode ?? pushMode,
            keys: { token, encodingAesKey, appid },
            parties,
            message,
          },
        ]
  const platforms = listMessagePlatforms(world, appid).map((component) => ({
    to: component.appid,
    url: (component.messageUrl ?? '').replaceAll('$APPID$', appid),
    mode: mode ?? 'safe',
    keys: component,
    parties,
    message,
  }))
  return [...own, ...platforms]
}

/**
 * Every server that hears of an event. Messages go to the account's own URL and to the message URL of each
 * platform it has authorized (that both hear them is unconfirmed). Platforms always get safe mode unless
 * `mode` says otherwise.
 */
export function listDestinations(world: World, event: SimulatedEvent, mode?: PushMode): Destination[] {
  if (!isPlatformEvent(event)) return listAccountDestinations(world, event, mode)
  const component = world.components.get(event.component)
  if (!component || component.eventUrl === null) return []
  const message = buildPlatformMessage(event, world.clock.now())
  const { appid, eventUrl } = component
  return [{ to: appid, url: eventUrl, mode: mode ?? 'safe', keys: component, parties: null, message }]
}

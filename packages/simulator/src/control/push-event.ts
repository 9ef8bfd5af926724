import { MENU_INPUTS } from '../world/announcement.ts'
import type { ApplicationKind } from '../world/application.ts'
import type { World } from '../world/world.ts'

const OF_DATA = ['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation']
const OF_CHAT = [
  'subscribe',
  'unsubscribe',
  'SCAN',
  'CLICK',
  'VIEW',
  'view_miniprogram',
  ...MENU_INPUTS,
  'TEMPLATESENDJOBFINISH',
]

/**
 * The events that WeChat pushes to a product of this kind, about a person. Source: WeChat's documentation,
 * message push of official accounts, mini programs and website applications.
 */
export function listEvents(kind: ApplicationKind): string[] {
  if (kind === 'website') return OF_DATA
  return kind === 'miniprogram' ? ['text', ...OF_DATA] : [...OF_CHAT, 'text', ...OF_DATA]
}

/** The ticket of a code with this scene: a push of a scan never comes without one. */
export function issueScene(world: World, appid: string, sceneText: string): string {
  const expiresAt = world.clock.now() + 60_000
  return world.sceneCodes.issue({ appid, scene: { scene: 0, sceneText }, expiresAt }).ticket
}

import { MENU_INPUTS } from './announcement.ts'
import type { ApplicationKind } from './application.ts'

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

import type { PushMode } from './delivery.ts'

/** What an account is, in the console's sense; it decides which doors are open to it. */
export type ApplicationKind = 'service' | 'subscription' | 'test' | 'website' | 'miniprogram'

/** One WeChat account of the town. */
export type Application = {
  /** `wx` and 16 hexadecimal digits, always beginning with `wx5a4db0c5`. */
  appid: string
  secret: string
  kind: ApplicationKind
  name: string
  nameEn: string
  /** Verified accounts alone may use web authorization and the user calls. Test accounts count as verified. */
  verified: boolean
  /** The open-platform account it is bound to; without one nobody has a unionid here. */
  openPlatform: string | null
  /** Web authorization domains: bare host names. */
  webDomains: string[]
  /** 强制https校验, the switch beside the web authorization domains: a `redirect_uri` with http is page 10039. */
  requireHttps: boolean
  /**
   * Addresses and CIDR ranges that may call (of a mini program also `172.0.0.*`). Loopback addresses are on every
   * list without being named. A mini program without a list is not checked.
   */
  ipWhiteList: string[]
  /** The account whose people came over here by a migration, and when (milliseconds since 1970); else null. */
  migratedFrom: { appid: string; at: number } | null
  /** `gh_` and 12 hexadecimal digits. */
  originalId: string
  /** Token of the message push. */
  token: string
  encodingAesKey: string
  /** Where messages and events are pushed to; null: nowhere, the console's menu and auto-replies work. */
  pushUrl: string | null
  pushMode: PushMode
}

/** A third-party platform of the town. */
export type Component = {
  appid: string
  secret: string
  kind: 'platform'
  name: string
  nameEn: string
  /** Host of the pages from which owners start and to which they return; loopback ports do not matter. */
  launchDomain: string
  /** Web authorization domains of sign-ins on behalf of accounts. */
  webDomains: string[]
  /** Addresses and CIDR ranges that may call for the platform. Loopback addresses are on the list unnamed. */
  ipWhiteList: string[]
  /** Permission sets that accounts may grant, WeChat's numbers. */
  permissionSets: number[]
  token: string
  encodingAesKey: string
  /** Where tickets and authorizations are pushed to; null: nowhere. */
  eventUrl: string | null
  /** Where messages of accounts are pushed to; `$APPID$` stands for the account's appid. */
  messageUrl: string | null
}

/** Every demo appid begins like this, so that production systems can refuse them. */
export const TOWN_APPID_PREFIX = 'wx5a4db0c5'

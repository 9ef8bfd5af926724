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
  /** Addresses that may fetch app tokens. Loopback addresses are on every list without being named. */
  ipWhiteList: string[]
  /** `gh_` and 12 hexadecimal digits. */
  originalId: string
  /** Token of the message push. */
  token: string
  encodingAesKey: string
}

/** A third-party platform of the town. */
export type Component = {
  appid: string
  secret: string
  kind: 'platform'
  name: string
  nameEn: string
  token: string
  encodingAesKey: string
}

/** Every demo appid begins like this, so that production systems can refuse them. */
export const TOWN_APPID_PREFIX = 'wx5a4db0c5'

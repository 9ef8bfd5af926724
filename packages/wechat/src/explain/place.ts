import type { Language } from './prose.ts'

/** A step of a menu: as the console prints it, and what that is in English. */
type Step = readonly [zh: string, en: string]

/** Where a setting stands in one of WeChat's consoles. */
interface Spot {
  /** The console's address. */
  address: string
  /** From the console's name to the setting. */
  steps: readonly Step[]
  /** The day on which these steps were last compared with WeChat's pages: year, month, day. */
  checkedOn: string
}

const developer: readonly Step[] = [
  ['微信开发者平台', 'WeChat developer platform'],
  ['我的业务', 'My business'],
  ['服务号（或公众号）', 'Service account (or subscription account)'],
]
const basic: Step = ['基础信息', 'Basic information']
// WeChat's own pages call this step by both names.
const keys: Step = ['开发密钥（也写作 开发信息）', 'Keys (also called Development information)']
const account: Step = ['公众平台', 'WeChat official accounts platform']
const accountFeatures: readonly Step[] = [
  account,
  ['设置与开发', 'Settings and development'],
  ['账号设置', 'Account settings'],
  ['功能设置', 'Feature settings'],
]
const open: readonly Step[] = [
  ['微信开放平台', 'WeChat open platform'],
  ['管理中心', 'Management centre'],
]
const website: Step = ['网站应用', 'Website applications']
const thirdParty: readonly Step[] = [
  ...open,
  ['第三方平台', 'Third-party platforms'],
  ['开发配置', 'Development settings'],
  ['开发资料', 'Development data'],
]
const miniProgram: Step = ['小程序后台', 'Mini-program console']
const messagePush: Step = ['消息推送配置', 'Message push settings']

const developerAddress = 'developers.weixin.qq.com/platform'
const accountAddress = 'mp.weixin.qq.com'
const openAddress = 'open.weixin.qq.com'

// Sources: the migration pages of both document trees (developers.weixin.qq.com/doc/service/guide/dev/migration and
// …/doc/subscription/…), which moved 开发接口管理 out of the account's console on 2025-12-01; the page of the API IP
// white list; the push pages of the open platform.
const spots = {
  appid: { address: developerAddress, steps: [...developer, basic], checkedOn: '2026-11-28' },
  appSecret: { address: developerAddress, steps: [...developer, basic, keys], checkedOn: '2026-11-28' },
  ipWhiteList: {
    address: developerAddress,
    steps: [...developer, basic, keys, ['IP 白名单', 'IP white list']],
    checkedOn: '2026-11-28',
  },
  messagePush: {
    address: developerAddress,
    steps: [...developer, basic, ['域名与消息推送配置', 'Domains and message push']],
    checkedOn: '2026-11-28',
  },
  jsDomain: {
    address: accountAddress,
    steps: [...accountFeatures, ['JS 接口安全域名', 'JS-SDK domains']],
    checkedOn: '2026-11-28',
  },
  callbackDomain: {
    address: accountAddress,
    steps: [...accountFeatures, ['网页授权域名', 'Web authorization domain']],
    checkedOn: '2026-11-28',
  },
  permission: {
    address: developerAddress,
    steps: [...developer, ['接口管理', 'API management'], ['接口权限与额度', 'API rights and allowances']],
    checkedOn: '2026-11-28',
  },
  log: {
    address: developerAddress,
    steps: [
      ['微信开发者平台', 'WeChat developer platform'],
      ['首页', 'Home'],
      ['开发工具', 'Development tools'],
      ['接口中心', 'API centre'],
      ['API 诊断', 'API diagnosis'],
    ],
    checkedOn: '2026-11-28',
  },
  boundOpenPlatform: {
    address: developerAddress,
    steps: [...developer, ['绑定关系', 'Bindings'], ['开放平台', 'Open platform']],
    checkedOn: '2026-11-28',
  },
  grantedPlatform: {
    address: developerAddress,
    steps: [...developer, ['授权关系', 'Authorizations']],
    checkedOn: '2026-11-28',
  },
  testAccount: {
    address: 'mp.weixin.qq.com/debug/cgi-bin/sandbox?t=sandbox/login',
    steps: [['公众平台测试号', 'Test account of the official accounts platform']],
    checkedOn: '2026-11-28',
  },
  signatureTool: {
    address: 'mp.weixin.qq.com/debug/cgi-bin/sandbox?t=jsapisign',
    steps: [['微信 JS 接口签名校验工具', 'WeChat JS-SDK signature check']],
    checkedOn: '2026-11-28',
  },
  miniProgramIpWhiteList: {
    address: accountAddress,
    steps: [
      miniProgram,
      ['开发管理', 'Development'],
      ['开发设置', 'Development settings'],
      ['开发者 ID', 'Developer ID'],
      ['IP 白名单', 'IP white list'],
    ],
    checkedOn: '2026-11-28',
  },
  miniProgramPush: {
    address: accountAddress,
    steps: [miniProgram, ['开发', 'Develop'], ['开发管理', 'Development'], messagePush],
    checkedOn: '2026-11-28',
  },
  website: { address: openAddress, steps: [...open, website], checkedOn: '2026-11-28' },
  websiteCallbackDomain: {
    address: openAddress,
    steps: [...open, website, ['授权回调域', 'Callback domain']],
    checkedOn: '2026-11-28',
  },
  thirdPartyData: { address: openAddress, steps: thirdParty, checkedOn: '2026-11-28' },
  thirdPartyIpWhiteList: {
    address: openAddress,
    steps: [...thirdParty, ['白名单IP地址列表', 'White-listed IP addresses']],
    checkedOn: '2026-11-28',
  },
} satisfies Readonly<Record<string, Spot>>

/** The name of a place that the prose may send people to. */
export type PlaceName = keyof typeof spots

/** Each place as one phrase for a sentence, with the day on which it was checked. */
export const places = Object.fromEntries(
  Object.entries(spots).map(([name, spot]) => [name, { en: writeEnglish(spot), zh: writeChinese(spot) }]),
) as Readonly<Record<PlaceName, Readonly<Record<Language, string>>>>

function writeEnglish({ address, steps, checkedOn }: Spot): string {
  const [zh, en] = [0, 1].map((language) => steps.map((step) => step[language]).join(' › '))
  return `${zh} (${en}; ${address}; checked ${checkedOn})`
}

function writeChinese({ address, steps, checkedOn }: Spot): string {
  return `${steps.map(([zh]) => zh).join(' › ')}（${address}，${checkedOn} 核对）`
}

/** The places that were last checked more than a year before this day: WeChat renames and moves its menus. */
export function listOldPlaces(today: Date): string[] {
  const yearAgo = new Date(today)
  yearAgo.setUTCFullYear(yearAgo.getUTCFullYear() - 1)
  return Object.entries(spots)
    .filter(([, { checkedOn }]) => Date.parse(checkedOn) < yearAgo.getTime() - dayMs)
    .map(([name, { checkedOn }]) => `${name}: ${checkedOn}`)
}

const dayMs = 86_400_000

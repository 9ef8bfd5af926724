import type { Application } from '../world/application.ts'

/** What a call with an account's token needs. */
export type AccountPath = {
  /** Who may call: verified official accounts, official accounts, mini programs, or whoever has a token. */
  open: 'verified' | 'official' | 'miniprogram' | 'any'
  /** The permission sets of which a platform needs one for it; empty: none. */
  permissionSets: readonly number[]
  /** Calls a day of an ordinary account and of a test account; 0: not published, not counted. */
  perDay: number
  perDayOfTest: number
}

const free = { open: 'any', permissionSets: [], perDay: 0, perDayOfTest: 0 } as const
const user = { ...free, open: 'verified', permissionSets: [2, 100] } as const
const info = { ...user, perDay: 5_000_000, perDayOfTest: 500_000 } as const
const menu = { ...free, open: 'verified', permissionSets: [15] } as const
const template = { ...free, open: 'verified', permissionSets: [7, 100, 101] } as const
const replies = { ...free, open: 'official', permissionSets: [1, 3, 15] } as const

/** The calls that take an account's token, with the documented limits of a new account. */
const ACCOUNT_PATHS: Readonly<Record<string, AccountPath>> = {
  '/cgi-bin/user/info': info,
  '/cgi-bin/user/info/batchget': info,
  '/cgi-bin/user/info/updateremark': { ...user, perDay: 10_000 },
  '/cgi-bin/user/get': { ...user, perDay: 500, perDayOfTest: 100 },
  '/cgi-bin/user/tag/get': user,
  '/cgi-bin/tags/create': user,
  '/cgi-bin/tags/get': user,
  '/cgi-bin/tags/update': user,
  '/cgi-bin/tags/delete': user,
  '/cgi-bin/tags/getidlist': user,
  '/cgi-bin/tags/members/batchtagging': user,
  '/cgi-bin/tags/members/batchuntagging': user,
  '/cgi-bin/tags/members/getblacklist': user,
  '/cgi-bin/tags/members/batchblacklist': user,
  '/cgi-bin/tags/members/batchunblacklist': user,
  '/cgi-bin/changeopenid': user,
  '/cgi-bin/ticket/getticket': { ...free, open: 'official', permissionSets: [4] },
  '/cgi-bin/qrcode/create': {
    ...free,
    open: 'verified',
    permissionSets: [3],
    perDay: 100_000,
    perDayOfTest: 10_000,
  },
  '/cgi-bin/message/custom/send': {
    ...free,
    permissionSets: [1, 19],
    perDay: 500_000,
    perDayOfTest: 500_000,
  },
  '/cgi-bin/message/template/send': { ...template, perDay: 100_000, perDayOfTest: 100_000 },
  '/cgi-bin/template/api_set_industry': template,
  '/cgi-bin/template/get_industry': template,
  '/cgi-bin/template/api_add_template': template,
  '/cgi-bin/template/get_all_private_template': template,
  '/cgi-bin/template/del_private_template': template,
  '/cgi-bin/menu/create': { ...menu, perDay: 1_000 },
  '/cgi-bin/menu/get': { ...menu, perDay: 10_000 },
  '/cgi-bin/menu/delete': { ...menu, perDay: 1_000 },
  '/cgi-bin/get_current_selfmenu_info': replies,
  '/cgi-bin/get_current_autoreply_info': replies,
  '/wxa/business/getuserphonenumber': { ...free, open: 'miniprogram', permissionSets: [18] },
  '/cgi-bin/component/get_authorizer_option': free,
  '/cgi-bin/component/set_authorizer_option': free,
  '/cgi-bin/clear_quota': free,
  '/cgi-bin/openapi/quota/get': free,
  '/cgi-bin/openapi/rid/get': free,
  '/cgi-bin/get_api_domain_ip': free,
  '/cgi-bin/getcallbackip': free,
  '/cgi-bin/callback/check': free,
}

/** Every path that takes an account's token, for the rules that hold at all of them. */
export const ACCOUNT_CALLS: readonly string[] = Object.keys(ACCOUNT_PATHS)

/** What this path needs; undefined for a path that takes no account's token. */
export function readAccountPath(path: string): AccountPath | undefined {
  return Object.hasOwn(ACCOUNT_PATHS, path) ? ACCOUNT_PATHS[path] : undefined
}

/** The documented calls a day at this path; 0 where none are published. */
export function readDailyLimit({ perDay, perDayOfTest }: AccountPath, application: Application): number {
  return application.kind === 'test' ? perDayOfTest : perDay
}

import type { Application } from '../world/application.ts'

/** What a call with an account's token needs. */
export type AccountPath = {
  /** Who may call: verified official accounts, official accounts, or every account that has a token. */
  open: 'verified' | 'official' | 'any'
  /** The permission set a platform needs for it; null: none. */
  permissionSet: number | null
  /** Calls a day of an ordinary account and of a test account; 0: not published, not counted. */
  perDay: number
  perDayOfTest: number
}

const free = { open: 'any', permissionSet: null, perDay: 0, perDayOfTest: 0 } as const
const users = { open: 'verified', permissionSet: 2, perDay: 5_000_000, perDayOfTest: 500_000 } as const

const menu = { open: 'verified', permissionSet: 15, perDay: 0, perDayOfTest: 0 } as const

/** The calls that take an account's token, with the documented limits of a new account. */
const ACCOUNT_PATHS: Readonly<Record<string, AccountPath>> = {
  '/cgi-bin/user/info': users,
  '/cgi-bin/user/info/batchget': users,
  '/cgi-bin/user/get': { ...users, perDay: 500, perDayOfTest: 100 },
  '/cgi-bin/changeopenid': { ...users, perDay: 0, perDayOfTest: 0 },
  '/cgi-bin/ticket/getticket': { ...free, open: 'official', permissionSet: 4 },
  '/cgi-bin/qrcode/create': { open: 'verified', permissionSet: 3, perDay: 100_000, perDayOfTest: 10_000 },
  '/cgi-bin/message/custom/send': { ...free, permissionSet: 1, perDay: 500_000, perDayOfTest: 500_000 },
  '/cgi-bin/menu/create': { ...menu, perDay: 1_000 },
  '/cgi-bin/menu/get': { ...menu, perDay: 10_000 },
  '/cgi-bin/menu/delete': { ...menu, perDay: 1_000 },
  '/cgi-bin/component/get_authorizer_option': free,
  '/cgi-bin/component/set_authorizer_option': free,
  '/cgi-bin/clear_quota': free,
  '/cgi-bin/openapi/quota/get': free,
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

import { isIPv4 } from 'node:net'
import type { Application, Component } from '../world/application.ts'
import { ACCOUNT_CALLS } from './account-path.ts'
import type { Call } from './call.ts'
import { COMPONENT_SECRET_CALLS, COMPONENT_TOKEN_CALLS } from './component-path.ts'
import { Refused, type Rule } from './rule.ts'

const callerOnWhiteList: Rule = {
  name: 'caller_on_white_list',
  endpoints: ['/cgi-bin/token', '/cgi-bin/stable_token', ...ACCOUNT_CALLS],
  errcode: 40164,
  wrong: {
    en: 'The caller’s address is not on the IP white list of this account.',
    zh: '调用方 IP 不在该账号的 IP 白名单中。',
  },
  passes: {
    en: 'A caller on the list; loopback addresses always are, and mini programs are not checked.',
    zh: '白名单内的 IP；本机地址总在名单中，小程序不检查。',
  },
  source: 'WeChat’s documentation: getAccessToken',
  confidence: 'official',
}

const callerOfPlatform: Rule = {
  name: 'caller_of_platform',
  endpoints: [...COMPONENT_SECRET_CALLS, ...COMPONENT_TOKEN_CALLS, ...ACCOUNT_CALLS],
  errcode: 61004,
  wrong: {
    en: 'The caller’s address is not on the IP white list of this platform.',
    zh: '调用方 IP 不在第三方平台的 IP 白名单中。',
  },
  passes: {
    en: 'A caller on the platform’s list; loopback addresses always are.',
    zh: '平台白名单内的 IP；本机地址总在名单中。',
  },
  source: 'WeChat’s documentation: third-party platforms, calling component APIs',
  confidence: 'official',
}

/** The address a call seems to come from: IPv4 without its IPv6 wrapping. */
function readCallerAddress(call: Call): string {
  return (call.world.switches.callerAddress || call.address).replace(/^::ffff:/, '')
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^127\./.test(address)
}

/** Refuses callers that are not on the account's list, in WeChat's own words. */
export function checkWhiteList(call: Call, application: Application): void {
  const address = readCallerAddress(call)
  if (application.kind === 'miniprogram' || isLoopback(address)) return
  if (application.ipWhiteList.includes(address)) return
  const ipv6 = isIPv4(address) ? `::ffff:${address}` : address
  throw new Refused(callerOnWhiteList, address, {
    errmsg: `invalid ip ${address} ipv6 ${ipv6}, not in whitelist`,
  })
}

/** The same for a platform; every one of its calls is checked. */
export function checkComponentWhiteList(call: Call, component: Component): void {
  const address = readCallerAddress(call)
  if (isLoopback(address) || component.ipWhiteList.includes(address)) return
  throw new Refused(callerOfPlatform, address, {
    errmsg: `access clientip is not registered requestIP: ${address}`,
  })
}

import { isIPv4 } from 'node:net'
import type { Application } from '../world/application.ts'
import type { Call } from './call.ts'
import { Refused, type Rule } from './rule.ts'

const callerOnWhiteList: Rule = {
  name: 'caller_on_white_list',
  endpoints: ['/cgi-bin/token', '/cgi-bin/stable_token', '/cgi-bin/user/info'],
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

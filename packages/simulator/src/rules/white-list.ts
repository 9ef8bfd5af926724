import { BlockList, isIPv4 } from 'node:net'
import type { Application, Component } from '../world/application.ts'
import { ACCOUNT_CALLS } from './account-path.ts'
import type { Call } from './call.ts'
import { COMPONENT_SECRET_CALLS, COMPONENT_TOKEN_CALLS } from './component-path.ts'
import { Refused, type Rule } from './rule.ts'

const callerOnWhiteList: Rule = {
  name: 'caller_on_white_list',
  endpoints: ['/cgi-bin/token', '/cgi-bin/stable_token', '/cgi-bin/clear_quota/v2', ...ACCOUNT_CALLS],
  errcode: 40164,
  wrong: {
    en: 'The caller’s address is not on the IP white list of this account.',
    zh: '调用方 IP 不在该账号的 IP 白名单中。',
  },
  passes: {
    en: 'A caller on the list (addresses, CIDR ranges); loopback addresses always are. Of mini programs only the calls with the secret are checked, and only once there is a list (switch whiteListEveryCall).',
    zh: '白名单内的 IP（地址或 CIDR 段）；本机地址总在名单中。小程序只检查带 AppSecret 的接口，且要先设置名单（开关 whiteListEveryCall）。',
  },
  source: 'WeChat’s documentation: API IP white list',
  confidence: 'official',
}

const callerOfPlatform: Rule = {
  name: 'caller_of_platform',
  endpoints: [...new Set([...COMPONENT_SECRET_CALLS, ...COMPONENT_TOKEN_CALLS, ...ACCOUNT_CALLS])],
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

/** A range as `BlockList` takes it: `172.0.0.*` is `172.0.0.0/24`. */
function readRange(entry: string): { net: string; bits: number } {
  const [net = '', bits] = entry.replace('.*', '').split('/')
  if (!entry.endsWith('.*')) return { net, bits: Number(bits ?? 128) }
  const parts = net.split('.')
  return { net: [...parts, ...Array(4 - parts.length).fill('0')].join('.'), bits: parts.length * 8 }
}

/** Whether an address is one of the list, or inside one of its ranges. */
function isListed(list: readonly string[], address: string): boolean {
  const ranges = new BlockList()
  for (const entry of list) {
    const { net, bits } = readRange(entry)
    const family = isIPv4(net) ? 'ipv4' : 'ipv6'
    ranges.addSubnet(net, Math.min(bits, family === 'ipv4' ? 32 : 128), family)
  }
  return ranges.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
}

/**
 * Refuses callers that are not on the account's list, in WeChat's own words. `by` says what the call carries:
 * of a mini program, and of a website, calls by token are never checked.
 */
export function checkWhiteList(call: Call, application: Application, by: 'secret' | 'token'): void {
  const address = readCallerAddress(call)
  const { kind, ipWhiteList } = application
  const isFree = kind === 'miniprogram' && (by === 'token' || ipWhiteList.length === 0)
  if (isFree || isLoopback(address) || isListed(ipWhiteList, address)) return
  const ipv6 = isIPv4(address) ? `::ffff:${address}` : address
  throw new Refused(callerOnWhiteList, address, {
    errmsg: `invalid ip ${address} ipv6 ${ipv6}, not in whitelist`,
  })
}

/** The same for a platform; every one of its calls is checked. */
export function checkComponentWhiteList(call: Call, component: Component): void {
  const address = readCallerAddress(call)
  if (isLoopback(address) || isListed(component.ipWhiteList, address)) return
  throw new Refused(callerOfPlatform, address, {
    errmsg: `access clientip is not registered requestIP: ${address}`,
  })
}

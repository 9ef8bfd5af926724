/** Where a browser runs: inside WeChat (on a phone or a computer), on a computer, or on a phone outside WeChat. */
export type Where = 'wechat' | 'desktop' | 'phone'

/**
 * Where a browser runs, as the routing table knows it: in WeChat on a phone or on a computer, in WeCom, in a page of a
 * mini program, in another browser of a phone or of a computer; or it is no browser but a crawler or a preview.
 */
export type Place =
  | 'wechat'
  | 'wechat-desktop'
  | 'wecom'
  | 'wecom-desktop'
  | 'mini-program'
  | 'phone'
  | 'desktop'
  | 'crawler'

const crawlers =
  /bot\b|crawl|spider|slurp|facebookexternalhit|preview|whatsapp|telegram|slackbot|headless-?fetch|lighthouse/i

/**
 * Tells it from the `User-Agent` header, for choosing a way: it proves nothing, and no right hangs on it. WeCom
 * (`wxwork`) names WeChat as well and is not WeChat: an official account's link does not work there. WeChat for
 * Windows names itself `WindowsWechat`, for the Mac `MacWechat`, and a page of a mini program `miniProgram`
 * (unconfirmed for each version).
 */
export function readPlace(userAgent: string | null | undefined): Place {
  const agent = userAgent ?? ''
  if (crawlers.test(agent)) return 'crawler'
  const device = readDevice(agent)
  if (/wxwork/i.test(agent)) return device === 'desktop' ? 'wecom-desktop' : 'wecom'
  if (!/MicroMessenger/i.test(agent)) return device
  if (/miniProgram/i.test(agent)) return 'mini-program'
  return /WindowsWechat|MacWechat|UnifiedPCMac/i.test(agent) ? 'wechat-desktop' : 'wechat'
}

/** Where a browser runs, in three words: see `readPlace`. */
export function readWhere(userAgent: string | null | undefined): Where {
  const place = readPlace(userAgent)
  if (place === 'wechat' || place === 'wechat-desktop') return 'wechat'
  return readDevice(userAgent ?? '')
}

function readDevice(agent: string): 'phone' | 'desktop' {
  return /Mobile|Android|iPhone|iPad|HarmonyOS|Windows Phone/i.test(agent) ? 'phone' : 'desktop'
}

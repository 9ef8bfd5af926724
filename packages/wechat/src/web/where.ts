/** Where a browser runs: inside WeChat (on a phone or a computer), on a computer, or on a phone outside WeChat. */
export type Where = 'wechat' | 'desktop' | 'phone'

/**
 * Tells it from the `User-Agent` header, for choosing a way: it proves nothing. WeCom (`wxwork`) names WeChat as well
 * and is not WeChat: an official account's link does not work there.
 */
export function readWhere(userAgent: string | null | undefined): Where {
  const agent = userAgent ?? ''
  if (/MicroMessenger/i.test(agent) && !/wxwork/i.test(agent)) return 'wechat'
  return /Mobile|Android|iPhone|iPad|HarmonyOS|Windows Phone/i.test(agent) ? 'phone' : 'desktop'
}

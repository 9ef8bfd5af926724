/**
 * The hosts that WeChat's own software and SDKs call, each with certificates of our own authority. Source:
 * WeChat's pages on access points (/doc/offiaccount/Basic_Information/Interface_field_description.html) and on
 * web authorization; the last two are named by published scripts only.
 */
export const wechatHosts = [
  'api.weixin.qq.com',
  'api2.weixin.qq.com',
  'sh.api.weixin.qq.com',
  'sz.api.weixin.qq.com',
  'hk.api.weixin.qq.com',
  'open.weixin.qq.com',
  'mp.weixin.qq.com',
  'res.wx.qq.com',
  'lp.open.weixin.qq.com',
  'long.open.weixin.qq.com',
] as const

const loopbackHosts = ['localhost', '127.0.0.1', '::1'] as const

/** What the certificate is good for, and nothing else can be. */
export const certifiedHosts = [...wechatHosts, ...loopbackHosts]

export function isWeChatHost(host: string): boolean {
  return wechatHosts.some((known) => known === host.toLowerCase())
}

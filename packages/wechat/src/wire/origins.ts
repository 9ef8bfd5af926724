import { buildUsageError } from '../error.ts'

/** Where WeChat is: base URLs without a slash at the end. */
export interface Origins {
  /** Server API: `/cgi-bin/*`, `/sns/*`. */
  api: string
  /** Pages for visitors: `/connect/*`. */
  open: string
  /** Pages and pictures of the console: `/cgi-bin/showqrcode`, `/cgi-bin/componentloginpage`. */
  mp: string
}

/** WeChat itself: the hosts of its documentation. */
export const wechatOrigins: Origins = {
  api: 'https://api.weixin.qq.com',
  open: 'https://open.weixin.qq.com',
  mp: 'https://mp.weixin.qq.com',
}

/**
 * One base URL that stands for all three hosts: the simulator, or the compatible door of a gateway. A path is
 * kept. Throws a `TypeError` (`wire_origin_invalid`) for what is not an http(s) URL or carries credentials, a
 * query or a fragment.
 */
export function originsAt(base: string): Origins {
  const url = URL.parse(base)
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.password ||
    url.search ||
    url.hash
  )
    throw buildUsageError('wire_origin_invalid', 'The base of WeChat must be a plain http or https URL')
  const origin = url.origin + url.pathname.replace(/\/+$/, '')
  return { api: origin, open: origin, mp: origin }
}

/** Throws `wire_origin_invalid` unless these are base URLs, as `originsAt` and `wechatOrigins` are. */
export function checkOrigins(origins: Origins): void {
  const { api, open, mp } = Object(origins)
  if (![api, open, mp].every((base) => /^https?:\/\/\w/.test(base)))
    throw buildUsageError('wire_origin_invalid', 'The origins of a wire are what originsAt(url) gives')
}

/** Whether links lead to WeChat itself, and not to what stands for it: a simulator or a gateway. */
export function isWeChatItself({ open }: Pick<Origins, 'open'>): boolean {
  return open === wechatOrigins.open
}

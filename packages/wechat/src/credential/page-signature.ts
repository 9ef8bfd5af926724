import { digestText, writeHex } from '../digest.ts'
import type { SecretText } from '../secret.ts'

/** What `wx.config` takes, besides `debug` and `jsApiList`; the names are the script's own. */
export interface PageSignature {
  appId: string
  /** Seconds since 1970. */
  timestamp: number
  nonceStr: string
  signature: string
}

/** What is signed, and when. */
export interface SignPageOptions {
  appid: string
  /** The JS-SDK ticket of this account. */
  ticket: SecretText
  /**
   * The page's full address as its browser sees it, query included. What follows `#` is dropped. Never take it from
   * `Referer` or guess it behind a proxy: one character off is `invalid signature`. In an app of one page on iOS it is
   * the address that was opened first.
   */
  url: string
  /** Milliseconds since 1970; `Date.now()` unless given. */
  now?: number | undefined
  /** Random text unless given. */
  nonceStr?: string | undefined
}

/**
 * Signs a page for WeChat's JS-SDK. Sign only pages of yours: whoever gets a signature may use the account's JS-SDK
 * there. Source: WeChat's documentation, JS-SDK, appendix 1, the algorithm of signatures.
 */
export async function signPage(options: SignPageOptions): Promise<PageSignature> {
  const { appid, ticket, url, now = Date.now(), nonceStr = issueNonce() } = options
  const timestamp = Math.floor(now / 1000)
  const text = typeof ticket === 'string' ? ticket : ticket.reveal()
  const [address] = url.split('#')
  // Raw values in this order of names; WeChat does the same and compares.
  const signed = `jsapi_ticket=${text}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${address}`
  return { appId: appid, timestamp, nonceStr, signature: await digestText('SHA-1', signed) }
}

function issueNonce(): string {
  return writeHex(crypto.getRandomValues(new Uint8Array(8)))
}

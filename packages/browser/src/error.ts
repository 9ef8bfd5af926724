/**
 * The promise behind `WxgateError.code`; messages may change.
 *
 * - `gateway_unreachable`: no answer that this page may read: offline, the gateway is down, or this page's origin is
 *   registered for no URL of the client (browsers do not tell these apart)
 * - `gateway_refused`: the gateway answered, and could not or would not: see `status`
 */
export type WxgateErrorCode = 'gateway_unreachable' | 'gateway_refused'

/** Why a question to the gateway has no answer. Whether somebody is signed in is not known then. */
export class WxgateError extends Error {
  override readonly name = 'WxgateError'
  readonly code: WxgateErrorCode
  /** The status of the gateway's answer; undefined where there is none. */
  readonly status: number | undefined

  constructor(code: WxgateErrorCode, status?: number, cause?: unknown) {
    super(status === undefined ? code : `${code} ${status}`, { cause })
    this.code = code
    this.status = status
  }
}

/**
 * Who has to act after WeChat said no.
 *
 * - `ok`: nobody, it was not an error
 * - `refreshAppToken`: drop the app token if it is still the one that failed, fetch another, call once more
 * - `refreshComponentToken`: the same for a third-party platform's token
 * - `reauthorizeUser`: send the visitor to the authorize link again
 * - `reauthorizeAccount`: the account's administrator has to authorize the third-party platform again
 * - `retryLater`: WeChat is busy; wait, then repeat
 * - `quota`: a day's or month's allowance is used up; stop calling
 * - `config`: an operator or a programmer has to change something; repeating is useless and may be punished
 * - `userBlocked`: WeChat refuses this visitor
 * - `unknown`: not classified; do not repeat
 */
export type ErrcodeKind =
  | 'ok'
  | 'refreshAppToken'
  | 'refreshComponentToken'
  | 'reauthorizeUser'
  | 'reauthorizeAccount'
  | 'retryLater'
  | 'quota'
  | 'config'
  | 'userBlocked'
  | 'unknown'

/**
 * The promise behind `WeChatError.code`; the first word is the room that speaks.
 *
 * - `wire_timeout`: no complete answer within the time limit; WeChat may have acted all the same
 * - `wire_unreachable`: no connection, or it broke
 * - `wire_answer`: an answer that WeChat does not document: a redirect, an HTTP error, too big, not JSON, a
 *   field that is missing or of the wrong type
 * - `wire_errcode`: WeChat said no; see `errcode` and `kind`
 * - `login_state_missing`: the callback came without a state
 * - `login_state_unknown`: the state was never issued, has expired, or its replay time is over
 * - `login_browser_mismatch`: the state belongs to another browser, or the browser has lost its cookie
 * - `login_appid_mismatch`: the state was issued for another account, or the data is of another mini program
 * - `login_data_unreadable`: data of a mini program does not open with this session key
 * - `login_attempt_stuck`: the callback that came first has failed, or did not end in time
 * - `login_identity_mismatch`: profile and grant speak of different people
 * - `credential_token_refused`: WeChat refused a token, and fetching another has not helped; `retryable` while fetching
 *   is slowed down to one a minute
 * - `credential_answer`: what was fetched is no usable token
 * - `credential_busy`: this process or another one is fetching the token and has not come to an end
 * - `credential_closed`: the keeper was closed
 * - `platform_code_missing`: the owner came back without an authorization code
 * - `platform_ticket_missing`: WeChat has pushed no ticket for 12 hours, or none yet
 * - `platform_authorizer_unknown`: this account has never authorized the platform, as far as WeChat's list goes
 * - `platform_authorizer_withdrawn`: this account has withdrawn its authorization
 * - `platform_authorization_stuck`: another process took this authorization code and has not come to an end
 * - `store_unavailable`: the store did not answer, in time or at all, or refused; a write may have been made all the same
 * - `store_unreadable`: what the store holds is damaged, or sealed with another key
 * - `message_query`: a parameter of a push is missing, there twice, or not in its shape
 * - `message_signature`: the signature does not fit: another token, or the push is not WeChat's
 * - `message_stale`: the push, or the message in it, is older or newer than allowed
 * - `message_cipher`: not encrypted where it must be, or no key opens it
 * - `message_appid`: the message is for another appid or another account
 * - `message_xml`: XML or JSON that WeChat never writes, too big, too deep, or without a field it always has
 */
export type WeChatErrorCode =
  | 'wire_timeout'
  | 'wire_unreachable'
  | 'wire_answer'
  | 'wire_errcode'
  | 'login_state_missing'
  | 'login_state_unknown'
  | 'login_browser_mismatch'
  | 'login_appid_mismatch'
  | 'login_data_unreadable'
  | 'login_attempt_stuck'
  | 'login_identity_mismatch'
  | 'credential_token_refused'
  | 'credential_answer'
  | 'credential_busy'
  | 'credential_closed'
  | 'platform_code_missing'
  | 'platform_ticket_missing'
  | 'platform_authorizer_unknown'
  | 'platform_authorizer_withdrawn'
  | 'platform_authorization_stuck'
  | 'store_unavailable'
  | 'store_unreadable'
  | 'message_query'
  | 'message_signature'
  | 'message_stale'
  | 'message_cipher'
  | 'message_appid'
  | 'message_xml'

/** What a `WeChatError` may carry besides its code and message. */
export interface WeChatErrorDetails {
  errcode?: number | undefined
  errmsg?: string | undefined
  rid?: string | undefined
  path?: string | undefined
  retryable?: boolean | undefined
  kind?: ErrcodeKind | undefined
  cause?: unknown
}

/**
 * Everything that goes wrong with WeChat, with a visitor's callback, a kept token, a store or a push. `code` is a promise,
 * messages may change. No secret, code or token stands in any of its parts, `cause` and `stack` included.
 */
export class WeChatError extends Error {
  override readonly name = 'WeChatError'
  declare readonly code: WeChatErrorCode
  /** WeChat's number; for `wire_errcode`, and for `credential_token_refused` that of the last refusal. */
  declare readonly errcode: number | undefined
  /** WeChat's text, cleaned of this request's secrets; the request id at its end stays readable. */
  declare readonly errmsg: string | undefined
  /** WeChat's request id, which its support staff can look up. */
  declare readonly rid: string | undefined
  /** The path that was called, such as `/sns/oauth2/access_token`; never a query. */
  declare readonly path: string | undefined
  /** Whether the same request may succeed later without anybody changing anything. */
  declare readonly retryable: boolean
  /** Who has to act; for `wire_errcode` and `credential_token_refused`. */
  declare readonly kind: ErrcodeKind | undefined

  constructor(
    code: WeChatErrorCode,
    message: string,
    { cause, retryable = false, ...details }: WeChatErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause })
    Object.assign(this, details, { code, retryable })
  }
}

/** The `code` of a `TypeError` thrown for an argument that can never work: the programmer has to act. */
export type UsageErrorCode =
  | 'secret_empty'
  | 'secret_blank'
  | 'wire_origin_invalid'
  | 'wire_option_invalid'
  | 'wire_body_invalid'
  | 'api_list_size'
  | 'api_text_size'
  | 'api_path_invalid'
  | 'api_file_invalid'
  | 'api_scene_invalid'
  | 'api_expire_invalid'
  | 'login_appid_invalid'
  | 'login_redirect_invalid'
  | 'login_code_unchecked'
  | 'login_scope_invalid'
  | 'login_state_invalid'
  | 'login_browser_invalid'
  | 'login_origin_invalid'
  | 'login_path_invalid'
  | 'login_channel_invalid'
  | 'platform_link_invalid'
  | 'platform_appid_invalid'
  | 'store_invalid'
  | 'store_folder_invalid'
  | 'store_folder_open'
  | 'store_key_invalid'
  | 'store_client_invalid'
  | 'store_prefix_invalid'
  | 'message_token_invalid'
  | 'message_key_invalid'
  | 'message_reply_invalid'
  | 'message_body_invalid'
  | 'message_store_invalid'
  | 'message_handler_invalid'
  | 'web_body_used'

/** A `TypeError` with a literal `code`, for mistakes of the program that calls us. */
export function buildUsageError(code: UsageErrorCode, message: string): TypeError & { code: UsageErrorCode } {
  return Object.assign(new TypeError(message), { code })
}

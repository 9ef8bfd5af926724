import { isSameText } from '../digest.ts'
import { buildUsageError, WeChatError } from '../error.ts'
import { checkFreshness, type MessageQuery, readParameter } from './query.ts'
import { signParts } from './signature.ts'

/**
 * WeChat's check of a message URL, a GET, when it is entered in the console: gives the `echostr` to answer with,
 * exactly, as `text/plain` with status 200. The check is not encrypted in any mode. `freshSeconds` is 3,600
 * unless told, `now` milliseconds since 1970.
 *
 * Throws `message_query`, `message_signature` (another token) and `message_stale`; answer those with 403.
 * Source: WeChat's documentation, message push.
 */
export async function verifyUrl({
  query,
  token,
  freshSeconds = 3_600,
  now = Date.now(),
}: {
  query: MessageQuery
  token: string
  freshSeconds?: number | undefined
  now?: number | undefined
}): Promise<string> {
  const timestamp = readParameter(query, 'timestamp')
  const parts = [timestamp, readParameter(query, 'nonce')]
  const echostr = readParameter(query, 'echostr')
  await checkSignature(readParameter(query, 'signature'), token, parts)
  checkFreshness(timestamp, now, freshSeconds)
  return echostr
}

/** Throws a `TypeError` (`message_token_invalid`) for a token that was forgotten, or that is none. */
export function checkToken(token: string): void {
  // With nothing secret in it anybody could sign: a setting that was forgotten must not open the door.
  if (typeof token !== 'string' || token === '')
    throw buildUsageError('message_token_invalid', 'a message URL needs its token')
  if (/\s/.test(token))
    throw buildUsageError(
      'message_token_invalid',
      'the token of a message URL has no white space: a line end, perhaps?',
    )
}

/** Throws `message_signature` unless the token signs the parts so, and a `TypeError` for an empty token. */
export async function checkSignature(
  signature: string,
  token: string,
  parts: readonly string[],
): Promise<void> {
  checkToken(token)
  if (isSameText(signature, await signParts([token, ...parts]))) return
  throw new WeChatError('message_signature', 'the signature does not fit: another token, or not of WeChat')
}

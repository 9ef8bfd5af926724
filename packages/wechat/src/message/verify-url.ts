import { WeChatError } from '../error.ts'
import { checkFreshness, type MessageQuery, readParameter } from './query.ts'
import { isSameText, signParts } from './signature.ts'

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
  const parts = [token, timestamp, readParameter(query, 'nonce')]
  const echostr = readParameter(query, 'echostr')
  await checkSignature(readParameter(query, 'signature'), parts)
  checkFreshness(timestamp, now, freshSeconds)
  return echostr
}

/** Throws `message_signature` unless the parts are signed so. */
export async function checkSignature(signature: string, parts: readonly string[]): Promise<void> {
  if (isSameText(signature, await signParts(parts))) return
  throw new WeChatError('message_signature', 'the signature does not fit: another token, or not of WeChat')
}

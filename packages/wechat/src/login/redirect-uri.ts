import { buildUsageError } from '../error.ts'
import { isWeChatItself, type Origins } from '../wire/origins.ts'

/**
 * Throws a `TypeError` (`login_redirect_invalid`) for a redirect URI that can work nowhere: not an absolute http or
 * https URL, with white space in it, or with `code` or `state` in its query, which would come back twice. At WeChat
 * itself a name with a port is refused too: WeChat answers 10003, however the domain is entered. An address with a port
 * is let through, since test accounts seem to take it (unconfirmed). That the host is the one in the console is not
 * known here. Source: WeChat's documentation, web authorization, the domain of callbacks.
 */
export function checkRedirectUri(redirectUri: string, origins: Pick<Origins, 'open'>): void {
  const problem = findProblem(redirectUri, isWeChatItself(origins))
  if (problem !== undefined) throw buildUsageError('login_redirect_invalid', `The redirect URI ${problem}`)
}

function findProblem(redirectUri: unknown, isReal: boolean): string | undefined {
  const isText = typeof redirectUri === 'string' && /^https?:\/\//i.test(redirectUri)
  const url = isText && redirectUri.isWellFormed() ? URL.parse(redirectUri) : null
  if (!isText || !url || url.username || url.password) return 'must be an absolute http or https URL'
  if (/[\s\p{Cc}]/u.test(redirectUri)) return 'has white space in it'
  if (url.searchParams.has('code') || url.searchParams.has('state'))
    return 'has code or state in its query, which WeChat adds'
  // By the text, since a URL drops the port that is usual anyway.
  if (isReal && /^https?:\/\/[^/?#]*[a-z][^/?#]*:\d*(?:[/?#]|$)/i.test(redirectUri))
    return 'has a port: WeChat answers 10003'
  return undefined
}

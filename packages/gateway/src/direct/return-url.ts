import type { Client } from '../record/client.ts'

/** A longer place to return to is refused before anything is kept. */
export const longestReturnUrl = 2048

/**
 * The URL that a visitor may be sent back to: `wanted` when it lies below one of the client's return URLs,
 * the first of these when nothing is wanted, undefined when it may not be. What is compared and what is
 * given is what a browser would make of the text, so that the two cannot disagree.
 * Source: WHATWG URL standard; RFC 9700 section 4.11.
 */
export function findReturnUrl(client: Client, wanted: unknown): string | undefined {
  if (wanted === undefined) return client.returnUrls[0]
  const url = typeof wanted === 'string' ? URL.parse(wanted) : null
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined
  return client.returnUrls.some((registered) => isBelow(url, new URL(registered))) ? url.href : undefined
}

function isBelow(url: URL, registered: URL): boolean {
  if (url.origin !== registered.origin) return false
  const folder = registered.pathname.endsWith('/') ? registered.pathname : `${registered.pathname}/`
  return url.pathname === registered.pathname || url.pathname.startsWith(folder)
}

import { buildUsageError, WeChatError } from '../error.ts'
import type { Answer } from '../wire/answer.ts'
import { readOpenids, readOptionalCount, readOptionalString, readRecord } from '../wire/shape.ts'

/** More than the largest page needs: 10,000 openids of 28 characters are 310 kB. */
export const openidPageBytes = 1_000_000

/** A page of a long list of openids. */
export interface OpenidPage {
  openids: readonly string[]
  /** Where the next page begins: hand it in as `after`. Undefined after the last one. */
  next: string | undefined
  /** Of the whole list; undefined where WeChat does not tell it. */
  total: number | undefined
}

/** The page of an answer. Throws `wire_answer` for one that has neither openids nor an end. */
export function readOpenidPage(answer: Answer): OpenidPage {
  const openids = readPageOpenids(answer)
  return {
    openids,
    next: openids.length === 0 ? undefined : readOptionalString(answer, 'next_openid'),
    total: readOptionalCount(answer, 'total'),
  }
}

// Past the last page WeChat leaves data out, or puts in what is no openid.
function readPageOpenids(answer: Answer): readonly string[] {
  const { data, next_openid: next } = answer.fields
  const count = readOptionalCount(answer, 'count')
  const isPastEnd = count === 0 || (count === undefined && data === undefined && next === '')
  return isPastEnd ? [] : readOpenids(readRecord(answer, 'data'), 'openid')
}

/**
 * Every openid of a list, page after page, each asked for when it is needed. `fetchPage` fetches one: with
 * `account.call` it does so with a fresh token, however long the walk takes. People who follow or leave meanwhile
 * may be in it or not. Throws `wire_answer` when the pages go in a circle, and whatever `fetchPage` throws.
 *
 * ```ts
 * const fetchPage = (after?: string) => account.call((token) => fetchFollowerPage(wire, { token, after }))
 * for await (const openid of fetchAllOpenids(fetchPage)) console.log(openid)
 * ```
 */
export async function* fetchAllOpenids(
  fetchPage: (after: string | undefined) => Promise<OpenidPage>,
): AsyncGenerator<string, void, undefined> {
  const asked = new Set<string>()
  let page = await fetchPage(undefined)
  while (page.next !== undefined) {
    yield* page.openids
    if (asked.has(page.next)) throw new WeChatError('wire_answer', 'The pages of a list go in a circle')
    asked.add(page.next)
    page = await fetchPage(page.next)
  }
  yield* page.openids
}

/** Throws a `TypeError` (`api_list_size`) for a list that WeChat would refuse with 40032: empty, or too long. */
export function checkOpenidCount(openids: readonly string[], most: number): void {
  if (openids.length === 0 || openids.length > most)
    throw buildUsageError('api_list_size', `The list must have 1 to ${most} openids, not ${openids.length}`)
}

import type { Follower } from './user.ts'

const batchSize = 100
const batchesAtOnce = 4

/**
 * What an account knows of many people, ten thousand for one: asked in hundreds, four calls at once, in the order that
 * was asked for. Calls for one person each, all at once, would wait for a connection until their time is over.
 * `fetchBatch` fetches up to 100. The first failure ends it.
 *
 * ```ts
 * const people = await fetchAllFollowers(openids, (batch) =>
 *   account.call((token) => fetchFollowers(wire, { token, openids: batch })),
 * )
 * ```
 */
export async function fetchAllFollowers(
  openids: readonly string[],
  fetchBatch: (openids: readonly string[]) => Promise<readonly Follower[]>,
): Promise<readonly Follower[]> {
  const starts = Array.from({ length: Math.ceil(openids.length / batchSize) }, (_, at) => at * batchSize)
  const found: (readonly Follower[])[] = []
  const left = starts.entries()
  let hasFailed = false
  const work = async () => {
    for (const [at, start] of left) {
      if (hasFailed) return
      found[at] = await fetchBatch(openids.slice(start, start + batchSize))
    }
  }
  const stop = (error: unknown) => {
    hasFailed = true
    throw error
  }
  await Promise.all(Array.from({ length: batchesAtOnce }, () => work().catch(stop)))
  return found.flat()
}

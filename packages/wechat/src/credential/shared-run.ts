/** What a shared run is of, and how long it may take. */
export interface SharedRunOptions<T> {
  run: () => Promise<T>
  /** Real milliseconds after which a run is given up, for those who wait and for those who come. */
  limitMs: number
  /** Real milliseconds that never stand still. */
  elapsed: () => number
  /** What those who wait get when the run is given up: a value, or what it throws. */
  giveUp: () => T
}

/**
 * One run for everybody who asks meanwhile. Each caller keeps time on its own: where a run ends with the request that
 * began it, as on Cloudflare Workers, its timers end too, and nobody else would hear of it.
 */
export function shareRun<T>({ run, limitMs, elapsed, giveUp }: SharedRunOptions<T>): () => Promise<T> {
  let current: { promise: Promise<T>; startedAt: number } | undefined
  const start = () => {
    const promise = run().finally(() => {
      if (current?.promise === promise) current = undefined
    })
    current = { promise, startedAt: elapsed() }
    return current
  }
  return async () => {
    const isOver = current !== undefined && elapsed() - current.startedAt >= limitMs
    const { promise, startedAt } = current === undefined || isOver ? start() : current
    return await withinMs(promise, limitMs - (elapsed() - startedAt), giveUp)
  }
}

async function withinMs<T>(work: Promise<T>, ms: number, giveUp: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const limit = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late')
  })
  try {
    const first = await Promise.race([work, limit])
    return first === 'late' ? giveUp() : (first as T)
  } finally {
    clearTimeout(timer)
  }
}

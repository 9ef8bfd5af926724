/** The time that the whole gateway goes by, expiry in the database included. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves when `now` is at least as new as this call. Costs nothing on the system clock. */
  sync(): Promise<void>
}

export const systemClock: Clock = { now: Date.now, sync: async () => undefined }

interface SimulatedTime {
  now: number
  frozen: boolean
}

/** After it did not answer, the simulator is left alone for so long: nobody waits for it again and again. */
const restMs = 1000

/**
 * Follows the simulator's clock, so that a test which lets two hours pass there finds them passed here.
 *
 * `sync` asks the simulator. Calls that come while one question is under way share the next one, so a busy
 * gateway asks one question at a time. While the simulator does not answer, time goes on from the last
 * answer: WeChat is out of reach then, and the clock is not what must be reported.
 */
export function followSimulator(origin: string, fetchClock: typeof fetch = fetch): Clock {
  let known: SimulatedTime & { readAt: number } = { now: Date.now(), frozen: false, readAt: Date.now() }
  let asking: Promise<void> | undefined
  let next: Promise<void> | undefined

  let silentUntil = 0

  const ask = async () => {
    if (performance.now() < silentUntil) return
    const answer = await readSimulatedTime(origin, fetchClock)
    if (answer) known = { ...answer, readAt: Date.now() }
    else silentUntil = performance.now() + restMs
  }
  const askNow = () => {
    asking = ask().finally(() => {
      asking = undefined
    })
    return asking
  }
  return {
    now: () => (known.frozen ? known.now : known.now + Date.now() - known.readAt),
    sync() {
      if (!asking) return askNow()
      next ??= asking.then(() => {
        next = undefined
        return askNow()
      })
      return next
    },
  }
}

async function readSimulatedTime(
  origin: string,
  fetchClock: typeof fetch,
): Promise<SimulatedTime | undefined> {
  try {
    const response = await fetchClock(`${origin}/__sim/clock`, { signal: AbortSignal.timeout(2000) })
    const body: unknown = await response.json()
    return isSimulatedTime(body) ? body : undefined
  } catch {
    return undefined
  }
}

function isSimulatedTime(body: unknown): body is SimulatedTime {
  if (typeof body !== 'object' || body === null) return false
  return 'now' in body && typeof body.now === 'number' && 'frozen' in body && typeof body.frozen === 'boolean'
}

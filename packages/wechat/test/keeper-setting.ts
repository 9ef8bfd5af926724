import { createKeeper, type KeeperEvent, type KeeperOptions } from '../src/credential/keeper.ts'
import { WeChatError } from '../src/error.ts'
import { hide } from '../src/secret.ts'
import { createMemoryStore } from '../src/store/memory.ts'
import type { Store } from '../src/store/store.ts'
import { createWaitTime } from './wait-time.ts'

export const hour = 3_600_000
export const minute = 60_000

/** A keeper and everything around it. */
export interface Setting {
  keeper: ReturnType<typeof createKeeper>
  events: KeeperEvent[]
  another: (more?: Partial<KeeperOptions>) => ReturnType<typeof createKeeper>
  advance: (ms: number) => void
  fetched: () => number
  store: Store
  now: () => number
}

/**
 * A keeper on a clock of its own, whose source gives t1, t2, t3 … for two hours each. Its pauses pass at once, and
 * move its own measure of time on, not the clock.
 */
export function openKeeper(
  fetchOne?: (count: number) => Promise<string>,
  more: Partial<KeeperOptions> = {},
): Setting {
  let clock = 1_700_000_000_000
  let count = 0
  const events: KeeperEvent[] = []
  const now = () => clock
  const store = more.store ?? createMemoryStore({ now })
  const options: KeeperOptions = {
    store,
    kind: 'credential',
    key: 'one',
    use: 'test',
    fetch: async () => {
      count += 1
      const token = fetchOne ? await fetchOne(count) : `t${count}`
      return { token: hide(token, 'test'), expiresAt: clock + 2 * hour }
    },
    now,
    onEvent: (event) => events.push(event),
    ...more,
  }
  const open = (other: Partial<KeeperOptions> = {}) => {
    const { elapsed, pause } = createWaitTime()
    return createKeeper({ elapsed: () => clock + elapsed(), pause, ...options, ...other })
  }
  return {
    keeper: open(),
    events,
    another: open,
    advance: (ms) => {
      clock += ms
    },
    fetched: () => count,
    store,
    now,
  }
}

/** WeChat saying no with this code. */
export function buildRefusal(errcode: number): WeChatError {
  return new WeChatError('wire_errcode', `no: ${errcode}`, { errcode, path: '/cgi-bin/token' })
}

import type { Store } from '@wxgate/wechat'
import { pause } from './time.ts'

/** A store that knows whether anybody is at work with it. */
export interface CountedStore {
  store: Store
  /** Resolves when nobody has been at work for a moment. */
  settle(): Promise<void>
}

const quietMs = 60

/**
 * Counts calls. A renewal in the background is one call of the store after the other, with a fetch of some 15 ms
 * between two of them; a clock that is advanced in its middle would end its lease, which is another test.
 */
export function countWork(store: Store): CountedStore {
  let calls = 0
  let busy = 0
  const count = async <T>(work: Promise<T>): Promise<T> => {
    calls += 1
    busy += 1
    try {
      return await work
    } finally {
      busy -= 1
    }
  }
  return {
    store: {
      get: (...args) => count(store.get(...args)),
      save: (...args) => count(store.save(...args)),
      take: (...args) => count(store.take(...args)),
      compareAndSave: (...args) => count(store.compareAndSave(...args)),
      lease: (...args) => count(store.lease(...args)),
      drop: (...args) => count(store.drop(...args)),
    },
    async settle() {
      for (let before = -1; before !== calls || busy > 0; ) {
        before = calls
        await pause(quietMs)
      }
    },
  }
}

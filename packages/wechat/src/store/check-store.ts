import { buildUsageError } from '../error.ts'
import type { Store } from './store.ts'

const verbs = ['get', 'save', 'take', 'compareAndSave', 'lease', 'drop'] as const

/** Throws a `TypeError` (`store_invalid`) unless this has the verbs of a store. */
export function checkStore(store: Store): void {
  if (typeof store === 'object' && store !== null && verbs.every((verb) => typeof store[verb] === 'function'))
    return
  throw buildUsageError(
    'store_invalid',
    'A store is needed: createMemoryStore() for one process, createFileStore or createRedisStore for more',
  )
}

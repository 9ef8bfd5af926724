import type { Store } from './store.ts'

/** A store to try, and how to let time pass for it. */
export interface OpenedStore {
  store: Store
  advance(ms: number): void
}

/** One promise of a store. `run` opens a store of its own and throws when the promise is broken. */
export interface ContractCase {
  title: string
  run(open: () => Promise<OpenedStore>): Promise<void>
}

export function storeContract(): readonly ContractCase[] {
  return []
}

import { leaseCases } from './contract-lease.ts'
import { raceCases } from './contract-race.ts'
import { rowCases } from './contract-row.ts'
import type { Store } from './store.ts'

/** A store to try, and how to let time pass for it. */
export interface OpenedStore {
  /** Empty, or at least without rows of earlier cases: every case opens its own. */
  store: Store
  /** Moves the store's clock on. */
  advance(ms: number): void
  /** The store's clock, in milliseconds since 1970; `Date.now` plus what was advanced unless given. */
  now?: (() => number) | undefined
}

/** One promise of a store. `run` opens what it needs and throws when the promise is broken. */
export interface ContractCase {
  title: string
  run(open: () => Promise<OpenedStore>): Promise<void>
}

/** What every driver of `Store` must keep. Needs no test framework: make a test of each case. */
export function storeContract(): readonly ContractCase[] {
  return [...rowCases, ...raceCases, ...leaseCases]
}

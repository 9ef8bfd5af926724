import type { OpenedStore } from './contract.ts'
import type { Store } from './store.ts'

/** Throws, with the promise that was broken, what came and what should have come. */
export function checkEqual(actual: unknown, expected: unknown, promise: string): void {
  if (actual === expected) return
  throw new Error(`${promise}: expected ${show(expected)}, got ${show(actual)}`)
}

/** Throws, with the promise that was broken, unless it holds. */
export function checkThat(holds: boolean, promise: string): void {
  if (!holds) throw new Error(promise)
}

/** A store under test, with times counted from its own clock. */
export interface Trial {
  store: Store
  advance(ms: number): void
  /** So many milliseconds from now, as the store sees it. */
  inMs(ms: number): number
  /** The value of a row, undefined when there is none. */
  readValue(kind: string, key: string): Promise<string | undefined>
  /** The version of a row, 0 when there is none. */
  readVersion(kind: string, key: string): Promise<number>
}

/** Opens a store and keeps its time: `advance` moves both the store and `inMs`. */
export async function openTrial(open: () => Promise<OpenedStore>): Promise<Trial> {
  const opened = await open()
  const { store } = opened
  let advanced = 0
  const now = opened.now ?? (() => Date.now() + advanced)
  return {
    store,
    advance(ms) {
      opened.advance(ms)
      advanced += ms
    },
    inMs: (ms) => now() + ms,
    readValue: async (kind, key) => (await store.get(kind, key))?.value,
    readVersion: async (kind, key) => (await store.get(kind, key))?.version ?? 0,
  }
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 120 ? `${text.slice(0, 120)}…` : text
}

import type { KeepOptions, KeptRow, Store } from './store.ts'

/** What becomes of a row: an answer for the caller, and what is written, if anything. */
export interface RowChange<T> {
  answer: T
  write?: ({ value: string } & KeepOptions) | undefined
}

const mostTries = 10

/**
 * Changes one row whatever else happens at the same moment: writes what `step` makes of it only over what was read,
 * and reads again when somebody else was faster. Undefined when others were ten times.
 */
export async function changeRow<T>(
  store: Store,
  { kind, key }: { kind: string; key: string },
  step: (row: KeptRow | undefined) => RowChange<T>,
): Promise<T | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const row = await store.get(kind, key)
    const { answer, write } = step(row)
    if (write === undefined) return answer
    const { value, ...options } = write
    if (await store.compareAndSave(kind, key, row?.version ?? 0, value, options)) return answer
  }
  return undefined
}

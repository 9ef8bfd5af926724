/** A map that forgets its oldest entry rather than grow without end in a simulator that runs for weeks. */
export type BoundedMap<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  values(): Iterable<Value>
  entries(): Iterable<[string, Value]>
  drop(key: string): void
}

/** `limit` is the number of entries kept; setting an existing key again makes it the newest. */
export function createBoundedMap<Value>(limit: number): BoundedMap<Value> {
  const entries = new Map<string, Value>()
  return {
    get: (key) => entries.get(key),
    values: () => entries.values(),
    entries: () => entries.entries(),
    drop: (key) => {
      entries.delete(key)
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      const oldest = entries.size > limit ? entries.keys().next().value : undefined
      if (oldest !== undefined) entries.delete(oldest)
    },
  }
}

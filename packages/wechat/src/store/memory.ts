import type { KeepOptions, KeptRow, Store } from './store.ts'

interface Row extends KeptRow {
  owner: string | undefined
}

interface Lease {
  holder: string
  fence: number
  expiresAt: number
}

const sweptPerWrite = 16

/**
 * A store for one process: tests, a laptop, a single instance that may forget everything when it restarts.
 * Expired rows and leases leave when they are met, and every write looks at up to 16 others in turn, so memory
 * stays within a small multiple of what is alive and no write pays for a full sweep. `now` is milliseconds since
 * 1970, `Date.now` unless given.
 */
export function createMemoryStore({ now = Date.now }: { now?: (() => number) | undefined } = {}): Store {
  const rows = new Map<string, Row>()
  const leases = new Map<string, Lease>()
  const sweepRows = createSweep(rows, now)
  const sweepLeases = createSweep(leases, now)
  // One counter for all versions and fences: it outlives every row, so no number ever comes back.
  let counter = 0

  const read = <T extends { expiresAt: number }>(from: Map<string, T>, id: string): T | undefined => {
    const found = from.get(id)
    if (found === undefined || found.expiresAt > now()) return found
    from.delete(id)
    return undefined
  }

  const write = (id: string, value: string, { expiresAt, owner }: KeepOptions) => {
    sweepRows()
    counter += 1
    rows.set(id, { value, version: counter, expiresAt, owner })
  }

  return {
    async get(kind, key) {
      return copy(read(rows, buildId(kind, key)))
    },

    async save(kind, key, value, options) {
      write(buildId(kind, key), value, options)
    },

    async take(kind, key) {
      const id = buildId(kind, key)
      const row = read(rows, id)
      rows.delete(id)
      return copy(row)
    },

    async compareAndSave(kind, key, version, value, options) {
      const id = buildId(kind, key)
      const row = read(rows, id)
      if ((row?.version ?? 0) !== version) return false
      const owner = options.owner ?? row?.owner
      write(id, value, { expiresAt: options.expiresAt, ...(owner !== undefined && { owner }) })
      return true
    },

    async lease(kind, key, { holder, ttlMs }) {
      const id = buildId(kind, key)
      const held = read(leases, id)
      if (held !== undefined && held.holder !== holder) return undefined
      if (ttlMs <= 0) {
        leases.delete(id)
        return held?.fence
      }
      sweepLeases()
      if (held === undefined) counter += 1
      const fence = held?.fence ?? counter
      leases.set(id, { holder, fence, expiresAt: now() + ttlMs })
      return fence
    },

    async drop(target) {
      if (!('owner' in target)) {
        const id = buildId(target.kind, target.key)
        return read(rows, id) !== undefined && rows.delete(id) ? 1 : 0
      }
      const owned = [...rows].filter(
        ([id, row]) => row.owner === target.owner && read(rows, id) !== undefined,
      )
      for (const [id] of owned) rows.delete(id)
      return owned.length
    },
  }
}

function buildId(kind: string, key: string): string {
  return JSON.stringify([kind, key])
}

function copy(row: Row | undefined): KeptRow | undefined {
  return row && { value: row.value, version: row.version, expiresAt: row.expiresAt }
}

function createSweep(from: Map<string, { expiresAt: number }>, now: () => number): () => void {
  let turn = from.entries()
  return () => {
    for (let looked = 0; looked < sweptPerWrite; looked += 1) {
      const next = turn.next()
      if (next.done) {
        turn = from.entries()
        return
      }
      const [id, entry] = next.value
      if (entry.expiresAt <= now()) from.delete(id)
    }
  }
}

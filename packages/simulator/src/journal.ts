import type { Detail } from './wire/answer.ts'

/** One request to the simulated WeChat and what decided its answer. It holds no secret, code or token. */
export type JournalEntry = {
  id: number
  /** Simulated milliseconds since 1970. */
  at: number
  method: string
  path: string
  appid: string | null
  /** HTTP status; 0 when the connection was broken on purpose. */
  status: number
  /** 0 for a success of the API, null for pages and redirects without a code. */
  errcode: number | null
  rule: string | null
  /** Real milliseconds the answer took. */
  durationMs: number
  detail: Detail
}

/** Which entries to read. */
export type JournalFilter = { path?: string | undefined; appid?: string | undefined; limit: number }

/** What was asked and answered, the newest 10,000. */
export type Journal = {
  write(entry: Omit<JournalEntry, 'id'>): void
  /** Newest first; `total` counts all that match since the start, also those forgotten. */
  read(filter: JournalFilter): { total: number; entries: JournalEntry[] }
  clear(): void
  /** Calls `listener` with every new entry until the answer of this function is called. */
  listen(listener: (entry: JournalEntry) => void): () => void
}

const KEPT_ENTRIES = 10_000
/** Paths come from outside: beyond this many kinds of requests, totals forget the rarest new ones. */
const KEPT_TOTALS = 10_000

type Filterable = { path: string; appid: string | null }

function matches({ path, appid }: Filterable, filter: JournalFilter): boolean {
  return (filter.path === undefined || filter.path === path) && (filter.appid ?? appid) === appid
}

/** An empty journal. */
export function createJournal(): Journal {
  let entries: JournalEntry[] = []
  let totals = new Map<string, Filterable & { count: number }>()
  let lastId = 0
  const listeners = new Set<(entry: JournalEntry) => void>()

  const count = ({ path, appid }: Filterable) => {
    const key = `${appid} ${path}`
    const total = totals.get(key)
    if (total) total.count += 1
    else if (totals.size < KEPT_TOTALS) totals.set(key, { path, appid, count: 1 })
  }
  return {
    write(fields) {
      lastId += 1
      const entry = { id: lastId, ...fields }
      entries.push(entry)
      if (entries.length >= KEPT_ENTRIES * 2) entries = entries.slice(-KEPT_ENTRIES)
      count(entry)
      for (const listener of listeners) listener(entry)
    },
    read(filter) {
      let total = 0
      for (const each of totals.values()) if (matches(each, filter)) total += each.count
      const found: JournalEntry[] = []
      const last = entries.length - 1
      for (let at = last; at >= 0 && at > last - KEPT_ENTRIES && found.length < filter.limit; at -= 1) {
        const entry = entries[at]
        if (entry && matches(entry, filter)) found.push(entry)
      }
      return { total, entries: found }
    },
    clear() {
      entries = []
      totals = new Map()
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

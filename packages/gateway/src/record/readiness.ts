import { statSync } from 'node:fs'
import { readSqlitePath } from './database.ts'
import type { Kept } from './kept.ts'

const answerMs = 1000

/**
 * Gives a function that says whether the database can be read and written, and is still the file that was
 * opened: one that was deleted or replaced under a running gateway takes everything with it at the next start.
 * It asks at most once a second.
 */
export function createReadiness(url: string, kept: Kept, now: () => number): () => Promise<boolean> {
  const opened = readFile(url)
  let last: { at: number; ready: Promise<boolean> } | undefined
  const ask = async () => {
    if (readFile(url) !== opened) return false
    try {
      await kept.save('readiness', 'probe', String(now()), { expiresAt: now() + 60_000 })
      return true
    } catch {
      return false
    }
  }
  return () => {
    if (!last || performance.now() - last.at > answerMs) last = { at: performance.now(), ready: ask() }
    return last.ready
  }
}

/** Which file a URL names at this moment; undefined when there is none, or it is only in memory. */
function readFile(url: string): number | undefined {
  const path = readSqlitePath(url)
  return path === ':memory:' ? undefined : statSync(path, { throwIfNoEntry: false })?.ino
}

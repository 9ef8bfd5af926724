import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** A clock that stands still until it is advanced, for all processes alike. */
export interface Clock {
  now(): number
  /** Milliseconds that never stand still, and jump with the clock. */
  elapsed(): number
  advance(ms: number): void
}

/**
 * The clock is a file, read at every look: a process that was stopped and wakes up sees at once what time it is, as
 * with a real clock. A message that waits to be read would let it live in the past for a moment.
 */
export function openClock(file: string): Clock {
  const now = () => Number(readFileSync(file, 'utf8'))
  return {
    now,
    elapsed: () => performance.now() + now(),
    advance(ms) {
      writeFileSync(`${file}.next`, `${now() + ms}`)
      renameSync(`${file}.next`, file)
    },
  }
}

/** Makes the clock's file. */
export function createClock(file: string): Clock {
  writeFileSync(file, '1700000000000')
  return openClock(file)
}

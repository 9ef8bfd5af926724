import { readFile, rm, writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** A build takes seconds: a lock older than this belongs to one that died while its pid was taken by another. */
const OLDEST_MS = 120_000
const LOOK_MS = 200
const MOST_LOOKS = 600

const lockSchema = z.object({ pid: z.number(), at: z.number() })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function isHeld(file: string, now: () => number): Promise<boolean> {
  try {
    const { pid, at } = lockSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    return isAlive(pid) && now() - at < OLDEST_MS
  } catch {
    return false
  }
}

async function create(file: string, now: () => number): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, at: now() }), { flag: 'wx' })
    return true
  } catch {
    return false
  }
}

/**
 * Runs `act` while no other process does; waits at most two minutes for them. A lock whose process is gone is
 * taken over. Should two take it over at once, both act: what they write never mixes.
 */
export async function holdLock(file: string, act: () => Promise<void>, now: () => number = Date.now) {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    if (await create(file, now)) {
      await act().finally(() => rm(file, { force: true }))
      return
    }
    // A file that was just created and not yet written looks empty: look twice before it counts as abandoned.
    if (!(await isHeld(file, now))) {
      await sleep(LOOK_MS)
      if (!(await isHeld(file, now))) await rm(file, { force: true })
    } else await sleep(LOOK_MS)
  }
  throw new Error(`another process has held ${file} for too long`)
}

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CommandError, exitCodes } from '../exit.ts'

/** A state directory that is ours until `release`, or until this process ends, however it ends. */
export interface StateLock {
  release(): void
}

/**
 * Takes the state directory for one `wxgate dev`: a second one would write its own ports into the records of the
 * first, whose sign-ins would fail from then on. The lock is the operating system's, on an SQLite file, so a process
 * that was killed leaves none behind. Throws `CommandError` (`state_in_use`) that names who has it.
 */
export function lockState(directory: string, gateway: string): StateLock {
  const database = new DatabaseSync(join(directory, 'lock.db'), { timeout: 0 })
  const holder = join(directory, 'running.json')
  try {
    database.exec('begin exclusive')
  } catch (cause) {
    database.close()
    throw buildInUse(directory, holder, cause)
  }
  writeFileSync(holder, `${JSON.stringify({ pid: process.pid, gateway })}\n`)
  return { release: () => database.close() }
}

function buildInUse(directory: string, holder: string, cause: unknown): CommandError {
  return new CommandError(
    exitCodes.configuration,
    'state_in_use',
    `The state directory ${directory} is in use by ${readHolder(holder)}. Stop that one, or name another directory with --state-dir.`,
    { cause },
  )
}

function readHolder(file: string): string {
  try {
    const { pid, gateway }: { pid?: number; gateway?: string } = JSON.parse(readFileSync(file, 'utf8'))
    return `another wxgate dev (process ${pid}, ${gateway})`
  } catch {
    return 'another wxgate dev'
  }
}

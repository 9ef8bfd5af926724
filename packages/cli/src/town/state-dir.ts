import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeFolder } from '@wxgate/gateway'
import { CommandError, exitCodes } from '../exit.ts'
import { lockState } from './state-lock.ts'

/** The state that `wxgate dev` keeps between two starts; no other process has it until `close`. */
export interface State {
  databaseUrl: string
  /** 32 bytes, base64. Made at the first start, readable by its owner alone. */
  secretKey: string
  close(): Promise<void>
}

/**
 * Opens the state directory for the gateway at this URL, making what is missing. Throws `CommandError` when it cannot
 * be used (`state_unusable`), or is in use (`state_in_use`); then nothing in it was touched.
 */
export function openState(directory: string, gateway: string): State {
  const path = resolve(directory)
  try {
    makeFolder(path)
    const { release } = lockState(path, gateway)
    return {
      databaseUrl: `sqlite:${join(path, 'gateway.db')}`,
      secretKey: openSecretKey(join(path, 'secret.key')),
      close: async () => release(),
    }
  } catch (cause) {
    if (cause instanceof CommandError) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(
      exitCodes.configuration,
      'state_unusable',
      `The state directory ${path} cannot be used: ${reason}. Mend it, or name another one with --state-dir.`,
      { cause },
    )
  }
}

function openSecretKey(path: string): string {
  try {
    // Fails when the file is there, and keeps it.
    writeFileSync(path, `${randomBytes(32).toString('base64')}\n`, { flag: 'wx', mode: 0o600 })
    chmodSync(path, 0o600)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause
  }
  const key = readFileSync(path, 'utf8').trim()
  if (Buffer.from(key, 'base64').length !== 32) throw new Error(`${path} does not hold 32 bytes in base64`)
  return key
}

import { readFileSync } from 'node:fs'
import { readSeed, type Seed } from '@wxgate/simulator'
import { parse } from 'yaml'
import { CommandError, exitCodes } from '../exit.ts'

/**
 * A town from a YAML or JSON file. Throws `CommandError` with the exit code for configuration that names the
 * file and what is wrong in it.
 */
export function readSeedFile(path: string): Seed {
  try {
    return readSeed(parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    throw new CommandError(
      exitCodes.configuration,
      'config_invalid',
      `The town in ${path} cannot be used: ${reason}`,
      {
        cause,
      },
    )
  }
}

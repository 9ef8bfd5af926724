import { parseArgs } from 'node:util'
import { findNearest } from '@wxgate/gateway'
import { buildUsageError } from './exit.ts'

/** A flag of a command, as it is parsed and as the help shows it. */
export interface Flag {
  type: 'string' | 'boolean'
  /** The word that stands for its value in the help. */
  value?: string
  text: string
}

export type Flags = Readonly<Record<string, Flag>>

/** The flags that every command takes. */
export const commonFlags = {
  'no-input': { type: 'boolean', text: 'ask nothing and read no terminal; for scripts' },
  help: { type: 'boolean', text: 'this text (-h)' },
} satisfies Flags

export type FlagValues = Readonly<Record<string, string | boolean | undefined>>

/** Flags, and the words between them, which `readFlags` refuses. */
export interface FlagsAndWords {
  values: FlagValues
  words: readonly string[]
}

/**
 * Reads flags by Node's own parser. Throws `CommandError` with the exit code for wrong usage that names the
 * unknown flag and the nearest known one.
 */
export function readFlags(words: readonly string[], flags: Flags, command: string): FlagValues {
  return parse(words, flags, command, false).values
}

/** The same for a command that takes words besides its flags. */
export function readFlagsAndWords(words: readonly string[], flags: Flags, command: string): FlagsAndWords {
  return parse(words, flags, command, true)
}

function parse(
  words: readonly string[],
  flags: Flags,
  command: string,
  allowPositionals: boolean,
): FlagsAndWords {
  const all: Flags = { ...flags, ...commonFlags }
  const options = Object.fromEntries(
    Object.entries(all).map(([name, { type }]) => [name, name === 'help' ? { type, short: 'h' } : { type }]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...words], options, strict: true, allowPositionals })
    return { values, words: positionals }
  } catch (cause) {
    throw buildUsageError(`${readComplaint(words, all, cause)} See wxgate help ${command}.`, cause)
  }
}

function readComplaint(words: readonly string[], flags: Flags, cause: unknown): string {
  const names = Object.keys(flags)
  const unknown = words
    .filter((word) => word.startsWith('--'))
    .map((word) => word.slice(2).split('=')[0] ?? '')
    .find((name) => !names.includes(name))
  if (unknown === undefined)
    return cause instanceof Error ? `${cause.message.split('\n')[0]}.` : 'Wrong usage.'
  const nearest = findNearest(unknown, names)
  return `--${unknown} is not a flag.${nearest ? ` Did you mean --${nearest}?` : ''}`
}

/** A TCP port from a flag. Throws `CommandError` for anything but a whole number from 1 to 65535. */
export function readPort(values: FlagValues, name: string, fallback: number): number {
  const given = values[name]
  if (given === undefined) return fallback
  const port = Number(given)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw buildUsageError(`--${name} must be a port from 1 to 65535, not ${given}.`)
}

/** A directory from a flag. Throws `CommandError` for an empty one: a variable of a script that was never set. */
export function readDirectory(values: FlagValues, name: string, fallback: string): string {
  const given = values[name]
  if (given === undefined) return fallback
  if (given !== '') return String(given)
  throw buildUsageError(`--${name} must name a directory.`)
}

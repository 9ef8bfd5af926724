import type { ExitCode } from '../exit.ts'
import type { Flags } from '../flag.ts'
import type { Output } from '../output.ts'

/** The world outside of a command, handed in. */
export interface Surroundings {
  output: Output
  env: Readonly<Record<string, string | undefined>>
  /** Aborts when the person or the machine wants the command to end. */
  stopped: AbortSignal
}

/** A command: the help and the completion are printed from what it says of itself. */
export interface Command {
  name: string
  /** The words that follow the name, such as `CODE_OR_LINE`. */
  words?: string
  /** Words that the completion offers after the name. */
  choices?: readonly string[]
  /** One line for the list of commands. */
  summary: string
  /** Without those that every command takes. */
  flags: Flags
  /** Calls that work as they stand, each with what it does. */
  examples: readonly (readonly [call: string, does: string])[]
  /** The page of `docs/` that says more. */
  page: string
  run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode>
}

import { findNearest } from '@wxgate/gateway'
import manifest from '../../package.json' with { type: 'json' }
import { CommandError, type ExitCode, exitCodes } from '../exit.ts'
import type { Output } from '../output.ts'
import { dev } from './dev.ts'
import { explain } from './explain.ts'
import { simulate } from './simulate.ts'

/** What a command works with: the world outside, handed in. */
export interface Surroundings {
  output: Output
  env: Readonly<Record<string, string | undefined>>
  /** Aborts when the person or the machine wants the command to end. */
  stopped: AbortSignal
}

export interface Command {
  name: string
  /** One line for the list of commands. */
  summary: string
  run(words: readonly string[], surroundings: Surroundings): Promise<ExitCode>
}

const commands: readonly Command[] = [dev, simulate, explain]

/** Runs the command that the words name and gives the exit code. Errors are told in a sentence, not thrown. */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [name, ...rest] = words
  try {
    if (name === undefined || ['--help', '-h', 'help'].includes(name)) return tellHelp(surroundings.output)
    if (name === '--version') return tellVersion(surroundings.output)
    return await findCommand(name).run(rest, surroundings)
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause
    surroundings.output.talk(`wxgate: ${cause.message}`)
    return cause.exitCode
  }
}

function tellVersion(output: Output): ExitCode {
  output.data(manifest.version)
  return exitCodes.ok
}

function findCommand(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command) return command
  const nearest = findNearest(
    name,
    commands.map((candidate) => candidate.name),
  )
  const hint = nearest ? ` Did you mean ${nearest}?` : ''
  throw new CommandError(exitCodes.usage, `${name} is not a command.${hint} See wxgate --help.`)
}

function tellHelp(output: Output): ExitCode {
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`)
  output.data(
    ['wxgate: sign in with WeChat, solved.', '', ...lines, '', 'wxgate COMMAND --help says more.'].join('\n'),
  )
  return exitCodes.ok
}

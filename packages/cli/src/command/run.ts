import { findNearest } from '@wxgate/gateway'
import manifest from '../../package.json' with { type: 'json' }
import { buildUsageError, CommandError, type ExitCode, exitCodes } from '../exit.ts'
import { readFlags, readFlagsAndWords } from '../flag.ts'
import type { Output } from '../output.ts'
import type { Command, Surroundings } from './command.ts'
import { buildCompletion } from './completion.ts'
import { dev } from './dev.ts'
import { explain } from './explain.ts'
import { buildHelp, buildOverview } from './help.ts'
import { simulate } from './simulate.ts'

const version: Command = {
  name: 'version',
  summary: 'which wxgate this is; with --json also which Node.js',
  flags: { json: { type: 'boolean', text: 'one line of JSON on standard output' } },
  examples: [['version --json', 'for a report']],
  page: 'start',
  async run(words, { output }) {
    const { json } = readFlags(words, version.flags, 'version')
    const { node } = process.versions
    output.data(json ? JSON.stringify({ version: manifest.version, node }) : manifest.version)
    return exitCodes.ok
  },
}

const help: Command = {
  name: 'help',
  words: '[COMMAND]',
  summary: 'what a command does, its flags and examples',
  flags: {},
  examples: [['help dev', 'everything about wxgate dev']],
  page: 'start',
  async run(given, { output }) {
    const { words } = readFlagsAndWords(given, {}, 'help')
    const [name, ...more] = words
    if (more.length > 0) throw buildUsageError('help takes one command. See wxgate help.')
    output.data(name === undefined ? buildOverview(commands) : buildHelp(findCommand(name)))
    return exitCodes.ok
  },
}

const completion = buildCompletion(() => commands)
const commands: readonly Command[] = [dev, simulate, explain, version, help, completion]

/** The words by which people ask for a command of another name. */
const spellings: Readonly<Record<string, string>> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-v': 'version',
  '-V': 'version',
}

/** Runs the command that the words name and gives the exit code. Errors are told in a sentence, not thrown. */
export async function runCommand(words: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const [name = 'help', ...rest] = words
  try {
    const command = findCommand(spellings[name] ?? name)
    if (!rest.some((word) => word === '--help' || word === '-h')) return await command.run(rest, surroundings)
    surroundings.output.data(buildHelp(command))
    return exitCodes.ok
  } catch (cause) {
    if (!(cause instanceof CommandError)) throw cause
    tellFailure(surroundings.output, cause, rest.includes('--json'))
    return cause.exitCode
  }
}

/** For a program one line of JSON on standard output; for a person a sentence on standard error. */
function tellFailure(output: Output, { code, message, problems }: CommandError, json: boolean): void {
  if (json) output.data(JSON.stringify({ error: { code, message, problems } }))
  else output.talk(`wxgate: ${message}`)
}

function findCommand(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name)
  if (command) return command
  const names = commands.map((candidate) => candidate.name)
  const nearest = name.startsWith('-') ? undefined : findNearest(name, names)
  const hint = nearest ? ` Did you mean ${nearest}?` : ''
  throw buildUsageError(`${name} is not a command.${hint} See wxgate help.`)
}

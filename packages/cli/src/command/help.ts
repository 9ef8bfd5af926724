import { exitMeanings } from '../exit.ts'
import { commonFlags, type Flags } from '../flag.ts'
import type { Command } from './command.ts'

/** The help text of a command, printed from what it says of itself. */
export function buildHelp({ name, words, summary, flags, examples, page }: Command): string {
  const call = words === undefined ? name : `${name} ${words}`
  return [
    `wxgate ${call}: ${summary}.`,
    '',
    ...buildRows(listFlags({ ...flags, ...commonFlags })),
    '',
    'Examples:',
    ...buildRows(examples.map(([line, does]) => [`wxgate ${line}`, does])),
    '',
    buildExitCodes(),
    `More: docs/en/${page}.md, docs/zh/${page}.md`,
  ].join('\n')
}

/** The help text of the command as a whole. */
export function buildOverview(commands: readonly Pick<Command, 'name' | 'summary'>[]): string {
  return [
    'wxgate: sign in with WeChat, solved.',
    '',
    ...buildRows(commands.map(({ name, summary }) => [name, summary])),
    '',
    'wxgate help COMMAND says more; wxgate version says which one this is.',
    buildExitCodes(),
    'More: README.md, README.zh-CN.md',
  ].join('\n')
}

function listFlags(flags: Flags): [string, string][] {
  return Object.entries(flags).map(([flag, { value, text }]) => [
    value ? `--${flag} ${value}` : `--${flag}`,
    text,
  ])
}

function buildRows(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return rows.map(([left, text]) => `  ${left.padEnd(width)}${text}`)
}

function buildExitCodes(): string {
  const meanings = Object.entries(exitMeanings).map(([code, meaning]) => `${code} ${meaning}`)
  return `Exit codes: ${meanings.join(', ')}.`
}

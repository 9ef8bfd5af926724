import type { Flags } from '../flag.ts'

/** The help text of a command, printed from its flags. */
export function buildHelp(name: string, summary: string, flags: Flags): string {
  const lines = Object.entries(flags)
    .filter(([flag]) => flag !== 'help')
    .map(([flag, { text }]) => `  --${flag} ${text}`)
  return [`wxgate ${name}: ${summary}.`, '', ...lines].join('\n')
}

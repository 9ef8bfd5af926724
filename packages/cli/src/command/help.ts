import type { Flags } from '../flag.ts'

/** The help text of a command, printed from its flags. */
export function buildHelp(name: string, summary: string, flags: Flags): string {
  const rows = Object.entries(flags).map(
    ([flag, { value, text }]) => [value ? `--${flag} ${value}` : `--${flag}`, text] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length)) + 2
  return [
    `wxgate ${name}: ${summary}.`,
    '',
    ...rows.map(([left, text]) => `  ${left.padEnd(width)}${text}`),
  ].join('\n')
}

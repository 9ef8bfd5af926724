/** Where a command writes: data on standard output, talk on standard error. */
export interface Output {
  data(text: string): void
  talk(text: string): void
  /** Bold text on a terminal, plain text elsewhere and with `NO_COLOR`. */
  bold(text: string): string
}

export interface Streams {
  stdout: { write(text: string): unknown }
  stderr: { write(text: string): unknown; isTTY?: boolean }
  env: Readonly<Record<string, string | undefined>>
}

export function createOutput({ stdout, stderr, env }: Streams): Output {
  const isColored = stderr.isTTY === true && !env.NO_COLOR
  return {
    data: (text) => void stdout.write(`${text}\n`),
    talk: (text) => void stderr.write(`${text}\n`),
    bold: (text) => (isColored ? `\u001b[1m${text}\u001b[22m` : text),
  }
}

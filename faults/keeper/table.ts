import type { Verdict } from './verdict.ts'

const figures = ['times', 'answers', 'errors', 'fetches', 'median ms', 'most ms', 'passed']

/** What the figures are. */
export function printHead(): void {
  printLine('store', '', figures)
}

/** What all rounds of one kind came to. */
export function printRow(driver: string, what: string, verdicts: readonly Verdict[]): void {
  const took = verdicts.map(({ tookMs }) => tookMs).sort((a, b) => a - b)
  printLine(driver, what, [
    verdicts.length,
    add(verdicts, 'answered'),
    add(verdicts, 'failed'),
    add(verdicts, 'upstreamCalls'),
    Math.round(took[Math.floor(took.length / 2)] ?? 0),
    Math.round(took.at(-1) ?? 0),
    `${verdicts.filter(isGood).length}/${verdicts.length}`,
  ])
}

/** Whether nothing was wrong. */
export function isGood({ problems }: Verdict): boolean {
  return problems.length === 0
}

function add(verdicts: readonly Verdict[], figure: 'answered' | 'failed' | 'upstreamCalls'): number {
  return verdicts.reduce((sum, verdict) => sum + verdict[figure], 0)
}

function printLine(driver: string, what: string, cells: readonly (string | number)[]): void {
  console.log([driver.padEnd(6), what.padEnd(60), ...cells.map((cell) => `${cell}`.padStart(9))].join(' '))
}

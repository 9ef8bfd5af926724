import type { Target } from './input.ts'

/** Which inputs to run: `count` of them from number `first` of the seed. */
export interface Run {
  seed: number
  first: number
  count: number
  /** The number of the input that is being run, for the thread that watches. */
  place: Int32Array
}

/** An input that did not end as it may. */
export interface Failure {
  number: number
  target: Target
  problem: string
}

/** How a run stands. */
export interface Report {
  done: number
  failed: number
  slowest: { number: number; target: Target; durationMs: number } | undefined
  /** How often each target ended in each way. */
  outcomes: Record<string, number>
  /** Of the process, after a garbage collection each, at equal intervals. */
  rssBytes: number[]
}

/** One line of progress. */
export function buildProgress({ done, failed, slowest }: Report, count: number, sinceMs: number): string {
  const rate = Math.round((done / Math.max(1, sinceMs)) * 1_000)
  return `${done} of ${count}, ${rate} a second, ${failed} failed, slowest ${buildSlowest(slowest)}`
}

/** What a run has shown, without its last line. */
export function buildSummary({ slowest, outcomes, rssBytes }: Report): string {
  const lines = Object.entries(outcomes).sort(([one], [other]) => one.localeCompare(other))
  return [
    ...lines.map(([name, times]) => `${String(times).padStart(9)}  ${name}`),
    `slowest: ${buildSlowest(slowest)}`,
    `RSS after garbage collection: first ${show(rssBytes[0])}, last ${show(rssBytes.at(-1))}, peak ${show(Math.max(0, ...rssBytes))} MB; rise after the warm-up ${show(readRise(rssBytes))} MB`,
  ].join('\n')
}

/** How far memory rose above its first sample once the warm-up, a fifth of the run, was over. */
export function readRise(rssBytes: readonly number[]): number {
  const steady = rssBytes.slice(Math.floor(rssBytes.length / 5))
  return steady.length === 0 ? 0 : Math.max(...steady) - (steady[0] ?? 0)
}

function buildSlowest(slowest: Report['slowest']): string {
  if (slowest === undefined) return 'none'
  return `${slowest.durationMs.toFixed(1)} ms (${slowest.target}, input ${slowest.number})`
}

function show(bytes = 0): string {
  return (bytes / 1024 / 1024).toFixed(1)
}

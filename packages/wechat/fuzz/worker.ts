// Runs the inputs of one run, one after the other, and tells the main thread what happens.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import { buildInput } from './input.ts'
import { judge } from './judge.ts'
import type { Failure, Report, Run } from './report.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const { seed, first, count, place }: Run = workerData
const report: Report = { done: 0, failed: 0, slowest: undefined, outcomes: {}, rssBytes: [] }
// Twenty samples, and at least one every 50,000 inputs.
const sampleEvery = Math.max(1, Math.min(50_000, Math.floor(count / 20)))
const tellEveryMs = 1_000

let toldAt = performance.now()
for (let at = 0; at < count; at += 1) {
  Atomics.store(place, 0, first + at)
  await runOne(first + at)
  if ((at + 1) % sampleEvery === 0) sampleMemory()
  if (performance.now() - toldAt > tellEveryMs) tell()
}
tell()
parentPort?.close()

async function runOne(number: number): Promise<void> {
  const { target, outcome, problem, durationMs } = await judge(() => buildInput(seed, number))
  report.done += 1
  const name = `${target} ${outcome}`
  report.outcomes[name] = (report.outcomes[name] ?? 0) + 1
  if (durationMs > (report.slowest?.durationMs ?? 0)) report.slowest = { number, target, durationMs }
  if (problem !== undefined) fail({ number, target, problem })
}

function fail(failure: Failure): void {
  report.failed += 1
  parentPort?.postMessage({ failure })
}

function sampleMemory(): void {
  collectGarbage()
  report.rssBytes.push(process.memoryUsage.rss())
}

function tell(): void {
  toldAt = performance.now()
  parentPort?.postMessage({ report })
}

// `npm run fuzz`: a million inputs, most of them broken, into everything that reads what others send. A value or the
// documented error may come out, within a second and without memory that grows. `--count N`, `--short` for 20,000,
// `--seed N` and `--from N` to see the same inputs again.
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { buildInput } from './input.ts'
import { buildProgress, buildSummary, type Failure, type Report, type Run, readRise } from './report.ts'

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1000000' },
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    from: { type: 'string', default: '0' },
  },
})
const run: Run = {
  seed: readNumber('seed'),
  first: readNumber('from'),
  count: values.short ? 20_000 : readNumber('count'),
  place: new Int32Array(new SharedArrayBuffer(4)),
}
const progressEveryMs = 5_000
const hangMs = 20_000
const mostRiseBytes = 100 * 1024 * 1024
const mostShown = 10

const startedAt = performance.now()
let report: Report = { done: 0, failed: 0, slowest: undefined, outcomes: {}, rssBytes: [] }
let shown = 0
process.stdout.write(`fuzz: seed ${run.seed}, ${run.count} inputs from ${run.first}\n`)

const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: run })
worker.on('message', (message: { report?: Report; failure?: Failure }) => {
  report = message.report ?? report
  if (message.failure) show(message.failure)
})
worker.on('error', (error) => finish(`the run broke off: ${error.stack}`))
worker.on('exit', () => finish())
const progress = setInterval(tellProgress, progressEveryMs)
const watch = watchForHangs()

function readNumber(name: 'count' | 'seed' | 'from'): number {
  const number = Number(values[name])
  if (Number.isSafeInteger(number) && number >= 0) return number
  process.stderr.write(`--${name} is a whole number\n`)
  process.exit(2)
}

function show({ number, target, problem }: Failure): void {
  shown += 1
  if (shown > mostShown) return
  const base64 = Buffer.from(buildInput(run.seed, number).bytes).toString('base64')
  process.stdout.write(
    `\nfailed: ${target}, --seed ${run.seed} --from ${number} --count 1\n${problem}\n${base64}\n`,
  )
}

/** An input that never ends cannot be measured in its own thread. */
function watchForHangs() {
  let [place, since] = [-1, performance.now()]
  return setInterval(() => {
    const current = Atomics.load(run.place, 0)
    if (current !== place) [place, since] = [current, performance.now()]
    else if (performance.now() - since > hangMs) endHang(place)
  }, 500)
}

function endHang(number: number): void {
  report.failed += 1
  show({ number, target: buildInput(run.seed, number).target, problem: `it did not end in ${hangMs} ms` })
  void worker.terminate()
}

function tellProgress(): void {
  process.stderr.write(`${buildProgress(report, run.count, performance.now() - startedAt)}\n`)
}

function finish(problem?: string): void {
  clearInterval(progress)
  clearInterval(watch)
  const rise = readRise(report.rssBytes)
  const problems = [
    ...(problem === undefined ? [] : [problem]),
    ...(rise > mostRiseBytes
      ? [`memory rose by ${Math.round(rise / 1024 / 1024)} MB after the warm-up`]
      : []),
  ]
  const failed = report.failed + problems.length
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  process.stdout.write(
    `${buildSummary(report)}\n${problems.map((line) => `${line}\n`).join('')}${seconds} s\n`,
  )
  process.stdout.write(`${Math.max(0, report.done - report.failed)} passed, ${failed} failed\n`)
  process.exit(failed > 0 || report.done < run.count ? 1 : 0)
}

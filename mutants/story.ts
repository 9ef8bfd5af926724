import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Story } from './mutant.ts'

/** The end of a test that a story names. */
export interface Told {
  file: string
  /** The title with the names of the groups before it: of the host, too. */
  title: string
  /** Undefined for a test that passed. */
  failure: string | undefined
}

export interface Run {
  tests: readonly Told[]
  /** The words of the runner about tests that did not run. */
  trouble: string
}

/** A run that takes longer has not failed as a story does: it hangs. */
const longestMs = 300_000

const running = new Set<ChildProcess>()

/** Runs stories in a copy of the repository, one process for all of them. */
export async function runStories(folder: string, stories: readonly Story[]): Promise<Run> {
  const report = join(folder, 'tmp', 'report.json')
  rmSync(report, { force: true })
  const files = [...new Set(stories.map(({ file }) => file))]
  const titles = [...new Set(stories.map(({ test }) => escapePattern(test)))].join('|')
  const said = await runVitest(folder, [
    ...['run', ...files, '--testNamePattern', titles],
    ...['--reporter=json', `--outputFile.json=${report}`],
  ])
  return readReport(folder, report, said)
}

/** Ends every run, with the processes that it started. */
export function endStories(): void {
  for (const child of running) kill(child)
}

function runVitest(folder: string, words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [join(folder, 'node_modules/vitest/vitest.mjs'), ...words], {
    cwd: folder,
    env: { ...process.env, TMPDIR: join(folder, 'tmp'), NO_COLOR: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of its own: what it started ends with it.
    detached: process.platform !== 'win32',
  })
  running.add(child)
  const timer = setTimeout(() => kill(child), longestMs)
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000)
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      clearTimeout(timer)
      running.delete(child)
      resolve(signal === null ? said : `ended by ${signal} after at most ${longestMs / 1000} s`)
    })
  })
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended by itself in the meantime.
  }
}

interface Report {
  testResults: {
    name: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

function readReport(folder: string, path: string, said: string): Run {
  const report = parseReport(path)
  if (report === undefined) return { tests: [], trouble: said }
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'passed' || status === 'failed')
      .map(({ fullName, status, failureMessages: [message = ''] }) => ({
        file: name.slice(folder.length + 1).replaceAll('\\', '/'),
        title: fullName,
        failure: status === 'failed' ? message : undefined,
      })),
  )
  return { tests, trouble: report.testResults.map(({ message }) => message).join('\n') }
}

function parseReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

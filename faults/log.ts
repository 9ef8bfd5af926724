import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectSimulator } from '@wxgate/simulator/test-kit'
import { createVisitor } from '../e2e/visitor.ts'
import type { Fault } from './fault.ts'

const pageBytes = 4_096
const launcher = join(import.meta.dirname, '../packages/cli/bin/wxgate.js')

interface RunningDev {
  child: ChildProcess
  gateway: string
  simulator: string
}

/** A log volume that is full from the first line on: sign-ins go on, lines are dropped and counted. */
export const log: Fault = {
  name: 'log',
  about: 'the volume of the log is full; every sign-in succeeds, and the lines that are lost are counted',
  async run({ short }) {
    const signIns = short ? 40 : 200
    const folder = mkdtempSync(join(tmpdir(), 'wxgate-faults-log-'))
    const volume = mountVolume(join(folder, 'volume'))
    if (volume === undefined) {
      console.log('A small volume cannot be mounted here (only root may): the fault is left out.')
      rmSync(folder, { recursive: true, force: true })
      return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0 }
    }
    try {
      return await runOn(volume, join(folder, 'state'), signIns)
    } finally {
      execFileSync('umount', [volume])
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** A volume of one megabyte, full. */
function mountVolume(path: string): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined
  mkdirSync(path)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path])
  return path
}

async function runOn(volume: string, stateDir: string, signIns: number) {
  const fill = join(volume, 'fill')
  const logFile = join(volume, 'log')
  const output = openSync(logFile, 'a')
  writeFileSync(fill, '')
  const dev = await startDev(stateDir, output)
  try {
    fillUp(fill)
    const before = readFileSync(logFile).length
    const failed = await signInOften(dev, signIns)
    // The last page of the file may have some room left.
    const grew = readFileSync(logFile).length - before
    rmSync(fill)
    const lines = await readDropped(dev, logFile)
    const rows: [string, boolean][] = [
      [
        `${signIns} sign-ins, ${failed} failed; the log grew by ${grew} bytes`,
        failed === 0 && grew <= pageBytes,
      ],
      [`${lines} lines dropped and counted, at least one for each sign-in`, lines >= signIns],
    ]
    for (const [what, isGood] of rows) console.log(`${isGood ? '✔' : '✖'} ${what}`)
    const passed = rows.filter(([, isGood]) => isGood).length
    return { passed, failed: rows.length - passed }
  } finally {
    dev.child.kill('SIGTERM')
    await new Promise((resolve) => dev.child.once('exit', resolve))
    closeSync(output)
  }
}

async function startDev(stateDir: string, output: number): Promise<RunningDev> {
  const [gateway, simulator, app] = await Promise.all([findPort(), findPort(), findPort()])
  const ports = ['--port', `${gateway}`, '--simulator-port', `${simulator}`, '--app-port', `${app}`]
  const words = [launcher, 'dev', '--json', ...ports, '--state-dir', stateDir]
  const env = { ...process.env, WXGATE_LOG_LEVEL: 'info' }
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', output] })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  while (!said.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`wxgate dev ended with ${child.exitCode}`)
    await pause(50)
  }
  return { child, gateway: `http://localhost:${gateway}`, simulator: `http://localhost:${simulator}` }
}

/** Fills what is left of the volume. */
function fillUp(path: string): void {
  for (const bytes of [65_536, 4_096, 1])
    try {
      for (;;) writeFileSync(path, Buffer.alloc(bytes), { flag: 'a' })
    } catch {
      // It is full, down to the next smaller piece.
    }
}

async function signInOften({ gateway, simulator }: RunningDev, times: number): Promise<number> {
  const control = connectSimulator(simulator)
  let failed = 0
  for (let count = 0; count < times; count += 1) {
    const visitor = createVisitor(control, { person: count % 2 === 0 ? 'xiaoming' : 'alice' })
    const end = await visitor.go(`${gateway}/login/demo?return_to=${gateway}/session`).catch(() => undefined)
    if (end?.status !== 200 || !end.text.includes('"openid"')) failed += 1
  }
  return failed
}

/** The number that the log itself gives once it can be written again. */
async function readDropped({ gateway }: RunningDev, logFile: string): Promise<number> {
  for (let look = 0; look < 200; look += 1) {
    await fetch(`${gateway}/healthz`)
    const found = /"event":"log\.dropped","lines":(\d+)/.exec(readFileSync(logFile, 'utf8'))
    if (found !== null) return Number(found[1])
    await pause(50)
  }
  return 0
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, 'localhost', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

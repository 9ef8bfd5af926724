import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Order, Report, Setup } from './message.ts'

/** What the callers of one process got. */
export interface Answers {
  tokens: [string, number][]
  errors: [string, number][]
}

/** One process with a keeper, and what may happen to it. */
export interface Member {
  pid: number
  /** Undefined when it dies before it has answered. */
  ask(key: string, refused?: readonly string[]): Promise<Answers | undefined>
  /** Resolves once it has a token in its hands at which it was told to pause. */
  paused(): Promise<unknown>
  proceed(): void
  /** Resolves when nothing goes on in the background any more. */
  settle(): Promise<unknown>
  stop(): void
  wake(): void
  kill(): Promise<void>
  isAlive(): boolean
}

/** How many callers one process has. */
export const callersPerProcess = 250
const limitMs = 30_000
let asked = 0

/** Starts a process and waits until it has opened its store. */
export async function startMember(setup: Setup): Promise<Member> {
  const child = fork(join(import.meta.dirname, 'keeper-process.ts'), [JSON.stringify(setup)], {
    execArgv: ['--conditions=wxgate-source'],
  })
  await hear(child, ({ type }) => type === 'ready')
  return {
    pid: child.pid ?? 0,
    ask: (key, refused = []) => ask(child, key, refused),
    paused: () => hear(child, ({ type }) => type === 'paused'),
    proceed: () => send(child, { type: 'proceed' }),
    settle: () => settle(child),
    stop: () => child.kill('SIGSTOP'),
    wake: () => child.kill('SIGCONT'),
    kill: () => kill(child),
    isAlive: () => isAlive(child),
  }
}

async function ask(child: ChildProcess, key: string, refused: readonly string[]) {
  asked += 1
  const id = asked
  const answers = hear(child, (report) => report.type === 'answers' && report.id === id)
  send(child, { type: 'ask', id, key, callers: callersPerProcess, refused })
  const report = await answers
  return report?.type === 'answers' ? report : undefined
}

async function settle(child: ChildProcess): Promise<void> {
  const settled = hear(child, ({ type }) => type === 'settled')
  send(child, { type: 'settle' })
  await settled
}

async function kill(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function isAlive({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode === null && signalCode === null
}

function send(child: ChildProcess, order: Order): void {
  if (child.connected) child.send(order)
}

/** The first report that fits; undefined when the process ends before it, an error when nothing comes for 30 s. */
function hear(child: ChildProcess, fits: (report: Report) => boolean): Promise<Report | undefined> {
  return new Promise((resolve, reject) => {
    const end = (report: Report | undefined) => {
      clearTimeout(timer)
      child.off('message', listen).off('exit', leave)
      resolve(report)
    }
    const listen = (report: Report) => fits(report) && end(report)
    const leave = () => end(undefined)
    const timer = setTimeout(() => reject(new Error(`process ${child.pid} says nothing`)), limitMs)
    child.on('message', listen).on('exit', leave)
  })
}

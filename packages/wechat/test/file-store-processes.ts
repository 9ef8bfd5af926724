import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A process at work on a store in files. */
export interface Worker {
  child: ChildProcess
  begin(): void
  /** What it has written so far: one letter for each success. */
  written(): string
  /** Resolves when it has written so often, or has ended. */
  wrote(times: number): Promise<void>
  ended: Promise<unknown>
}

/** Starts a process that waits for `begin`; see `file-store-process.ts` for the tasks. */
export async function startWorker(
  folder: string,
  task: 'increment' | 'take',
  times: number,
): Promise<Worker> {
  const file = join(import.meta.dirname, 'file-store-process.ts')
  const child = fork(file, [folder, task, `${times}`], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let written = ''
  child.stdout?.on('data', (chunk) => {
    written += chunk
  })
  await once(child, 'message')
  // 'close' comes after the last of its output, 'exit' may come before.
  const ended = once(child, 'close')
  return {
    child,
    begin: () => child.send('begin'),
    written: () => written,
    async wrote(count) {
      while (written.length < count && child.exitCode === null)
        await Promise.race([ended, child.stdout && once(child.stdout, 'data')])
    },
    ended,
  }
}

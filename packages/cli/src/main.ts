import { runCommand } from './command/run.ts'
import { createOutput } from './output.ts'

const output = createOutput({ stdout: process.stdout, stderr: process.stderr, env: process.env })
// A disk that is full, or a reader that has gone, ends no command: what cannot be told is lost.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

const stop = new AbortController()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
// The launcher is gone, killed perhaps: nobody is left to stop us, and the ports must become free.
process.once('disconnect', () => stop.abort())

process.exitCode = await runCommand(process.argv.slice(2), {
  output,
  env: process.env,
  stopped: stop.signal,
})
if (process.connected) process.disconnect()

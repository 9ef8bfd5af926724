import { write } from 'node:fs'

/** Where log lines go: pino writes whole lines into it, and no line ever waits for its reader. */
export interface LogStream {
  write(line: string): void
  /** Resolves when what was taken is written or dropped. */
  flush(): Promise<void>
}

/** Writes some of the bytes and says how many, as `fs.write` does. */
export type WriteBytes = (bytes: Uint8Array, done: (error: Error | null, written: number) => void) => void

const mostWaitingBytes = 1_048_576

/**
 * A stream for log lines that a full disk, a closed pipe or a reader that stalls cannot stop. Lines that cannot be
 * written are dropped and counted; the first line that can be written again is followed by one that says how many
 * (`log.dropped`). At most 1 MB waits.
 */
export function createLogStream(writeBytes: WriteBytes = writeStandardError): LogStream {
  const waiting: string[] = []
  let waitingBytes = 0
  let dropped = 0
  let writing: Promise<void> | undefined

  let isTorn = false

  const writeLine = async (line: string) => {
    const bytes = Buffer.from(isTorn ? `\n${line}` : line)
    const written = await writeAll(writeBytes, bytes)
    if (written > 0) isTorn = written < bytes.length
    return written === bytes.length
  }

  const drain = async () => {
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
      waitingBytes -= line.length
      if (!(await writeLine(line))) dropped += 1
      else if (dropped > 0 && (await writeLine(buildDropped(dropped)))) dropped = 0
    }
    writing = undefined
  }

  return {
    write(line) {
      if (waitingBytes + line.length > mostWaitingBytes) {
        dropped += 1
        return
      }
      waiting.push(line)
      waitingBytes += line.length
      writing ??= drain()
    },
    flush: () => writing ?? Promise.resolve(),
  }
}

/** Writes all bytes, in pieces where the system takes no more at once; gives how many it took. */
async function writeAll(writeBytes: WriteBytes, bytes: Uint8Array): Promise<number> {
  let at = 0
  while (at < bytes.length) {
    const written = await new Promise<number>((resolve) =>
      writeBytes(bytes.subarray(at), (error, count) => resolve(error === null ? count : 0)),
    )
    if (written === 0) break
    at += written
  }
  return at
}

function buildDropped(lines: number): string {
  const entry = { level: 40, time: Date.now(), name: 'wxgate', event: 'log.dropped', lines }
  return `${JSON.stringify(entry)}\n`
}

function writeStandardError(bytes: Uint8Array, done: (error: Error | null, written: number) => void): void {
  write(2, bytes, (error, written) => done(error, written))
}

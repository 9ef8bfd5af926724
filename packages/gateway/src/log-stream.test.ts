import { closeSync, openSync, write } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createLogStream, type WriteBytes } from './log-stream.ts'

/** A disk that takes what it is told to take. */
function openDisk(take: (length: number) => number | Error) {
  const written: Buffer[] = []
  const writeBytes: WriteBytes = (bytes, done) => {
    const count = take(bytes.length)
    if (count instanceof Error) return setImmediate(done, count, 0)
    written.push(Buffer.from(bytes.subarray(0, count)))
    return setImmediate(done, null, count)
  }
  return { writeBytes, text: () => Buffer.concat(written).toString() }
}

test('lines are written in order, in pieces where the disk takes no more at once', async () => {
  const disk = openDisk((length) => Math.min(length, 3))
  const stream = createLogStream(disk.writeBytes)
  for (const line of ['first\n', 'second 中\n', 'third\n']) stream.write(line)
  await stream.flush()
  expect(disk.text()).toBe('first\nsecond 中\nthird\n')
})

test('while the disk is full lines are dropped, and the first that is written is followed by their number', async () => {
  let isFull = true
  const disk = openDisk((length) => (isFull ? new Error('ENOSPC') : length))
  const stream = createLogStream(disk.writeBytes)
  for (let count = 0; count < 200; count += 1) stream.write(`line ${count}\n`)
  await stream.flush()
  isFull = false
  stream.write('again\n')
  stream.write('and again\n')
  await stream.flush()
  const lines = disk.text().trim().split('\n')
  expect([lines[0], lines[2], lines.length]).toEqual(['again', 'and again', 3])
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({ event: 'log.dropped', lines: 200 })
})

test('a line that the full disk has cut does not spoil the next one', async () => {
  const room = [4, new Error('ENOSPC'), 100, 100]
  const disk = openDisk((length) => {
    const next = room.shift() ?? 1_000
    return next instanceof Error ? next : Math.min(length, next)
  })
  const stream = createLogStream(disk.writeBytes)
  for (const line of ['first\n', 'second\n']) stream.write(line)
  await stream.flush()
  expect(disk.text().split('\n').slice(0, 2)).toEqual(['firs', 'second'])
})

test('what waits for a reader that stalls is at most a megabyte; the rest is counted', async () => {
  let release = () => {}
  const stalled = new Promise<void>((resolve) => {
    release = resolve
  })
  const written: string[] = []
  const stream = createLogStream((bytes, done) => {
    void stalled.then(() => {
      written.push(Buffer.from(bytes).toString())
      done(null, bytes.length)
    })
  })
  const line = `${'x'.repeat(999)}\n`
  for (let count = 0; count < 3_000; count += 1) stream.write(line)
  release()
  await stream.flush()
  const text = written.join('')
  const kept = text.split('\n').filter((one) => one.startsWith('x')).length
  expect(kept).toBeLessThanOrEqual(1_050)
  expect(text).toContain(`"lines":${3_000 - kept}`)
})

test.skipIf(process.platform !== 'linux')('a device that is always full ends nothing', async () => {
  const full = openSync('/dev/full', 'w')
  onTestFinished(() => closeSync(full))
  const stream = createLogStream((bytes, done) => write(full, bytes, (error, count) => done(error, count)))
  stream.write('line\n')
  await stream.flush()
})

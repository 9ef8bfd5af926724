import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startWorker, type Worker } from '../../test/file-store-processes.ts'
import { openFolders } from '../../test/folder.ts'
import { letRun } from '../../test/wait-time.ts'
import { createFileStore } from './file.ts'
import { pauseForMs } from './poll.ts'

const nameFolder = openFolders()

async function readCount(folder: string): Promise<number> {
  const row = await createFileStore({ folder }).get('kind', 'count')
  return JSON.parse(row?.value ?? '{"count":0}').count
}

async function startFour(folder: string, task: 'increment' | 'take', times: number): Promise<Worker[]> {
  const workers = await Promise.all([1, 2, 3, 4].map(() => startWorker(folder, task, times)))
  for (const { begin } of workers) begin()
  return workers
}

function countWritten(workers: readonly Worker[]): number {
  return workers.map(({ written }) => written().length).reduce((sum, count) => sum + count, 0)
}

test('four processes lose none of 800 increments', async () => {
  const folder = nameFolder()
  const workers = await startFour(folder, 'increment', 200)
  await Promise.all(workers.map(({ ended }) => ended))
  expect(countWritten(workers)).toBe(800)
  expect(await readCount(folder)).toBe(800)
})

test('of 100 takes in four processes one gets the row, 20 times over', async () => {
  const folder = nameFolder()
  const store = createFileStore({ folder })
  for (let at = 0; at < 20; at += 1)
    await store.save('kind', `${at}`, 'x', { expiresAt: Date.now() + 60_000 })
  const workers = await startFour(folder, 'take', 20)
  await Promise.all(workers.map(({ ended }) => ended))
  expect(countWritten(workers)).toBe(20)
})

test('processes killed while they write leave nothing half-written and hold nobody up', async () => {
  const folder = nameFolder()
  const workers: Worker[] = []
  for (let kills = 0; kills < 15; kills += 1) {
    const worker = await startWorker(folder, 'increment', 100_000)
    workers.push(worker)
    worker.begin()
    // It is at work, somewhere within a write, however slow the machine is.
    await worker.wrote(2)
    await letRun()
    worker.child.kill('SIGKILL')
    await worker.ended
    const count = await readCount(folder)
    expect(count).toBeGreaterThanOrEqual(countWritten(workers))
    // Each may have died between its write and telling of it.
    expect(count).toBeLessThanOrEqual(countWritten(workers) + workers.length)
  }
  expect(countWritten(workers)).toBeGreaterThanOrEqual(30)
  const store = createFileStore({ folder })
  for (const _ of [1, 2]) await store.save('kind', 'count', '{"count":0}', { expiresAt: Date.now() + 60_000 })
  const buckets = (await readdir(folder)).filter((name) => name.length === 2)
  const files = await Promise.all(buckets.map((bucket) => readdir(join(folder, bucket))))
  expect(files.map((names) => names.length)).toEqual(buckets.map(() => 2))
})

test('processes stopped while they write cannot write over what is newer when they wake', async () => {
  const folder = nameFolder()
  const workers = await startFour(folder, 'increment', 150)
  const [first, second] = workers
  let running = true
  const ended = Promise.all(workers.map(({ ended }) => ended)).then(() => {
    running = false
  })
  while (running) {
    const asleep = Math.random() < 0.5 ? first : second
    asleep?.child.kill('SIGSTOP')
    await pauseForMs(10 + Math.random() * 40)
    asleep?.child.kill('SIGCONT')
    await pauseForMs(Math.random() * 10)
  }
  await ended
  expect(countWritten(workers)).toBe(600)
  expect(await readCount(folder)).toBe(600)
})

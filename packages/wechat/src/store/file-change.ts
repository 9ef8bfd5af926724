import { WeChatError } from '../error.ts'
import { type Bucket, type OpenedBucket, openBucket, sealBucket, sweepBucket } from './file-bucket.ts'
import { buildDamage, type Held, issueStem, type Registers } from './file-register.ts'
import { pauseForMs, readElapsed, type WaitTime } from './poll.ts'
import type { Seal } from './seal.ts'

/** What a step came to, and whether it altered the bucket. */
export interface Outcome<T> {
  answer: T
  changed: boolean
}

/**
 * One change. It gets a bucket without anything that has expired and a version nobody else gets; it may run several
 * times, each time on a newer bucket, and only the last run counts.
 */
export type Step<T> = (bucket: Bucket, version: number) => Outcome<T>

/** Reads and changes buckets. */
export interface Buckets {
  /** The bucket at one moment; what has expired may still be in it. */
  read(name: string): Promise<Bucket>
  change<T>(name: string, step: Step<T>): Promise<T>
  /** Takes out what has expired, and seals anew what an old key has sealed. */
  sweep(name: string): Promise<void>
  list(): Promise<string[]>
}

interface Setup extends WaitTime {
  registers: Registers
  seal: Seal
  now: () => number
  /** How long a change is tried against other processes, in milliseconds; 10,000 unless given. */
  limitMs?: number | undefined
}

interface Waiting {
  run(bucket: Bucket, version: number): boolean
  settle(): void
  fail(error: unknown): void
}

const longestPauseMs = 5

/**
 * Changes of one bucket that come while another one is being written are written together, in the order they came:
 * a hundred callers cost two writes. Against other processes the whole batch wins or is done again on what they wrote,
 * for `limitMs` at most, then `store_unavailable`.
 */
export function createBuckets(setup: Setup): Buckets {
  const queues = new Map<string, Waiting[]>()

  const work = async (name: string, queue: Waiting[]) => {
    while (queue.length > 0) await writeBatch(setup, name, queue.splice(0))
    queues.delete(name)
  }

  const change = <T>(name: string, step: Step<T>) =>
    new Promise<T>((resolve, reject) => {
      const waiting = buildWaiting(step, resolve, reject)
      const queue = queues.get(name)
      if (queue !== undefined) {
        queue.push(waiting)
        return
      }
      const first = [waiting]
      queues.set(name, first)
      work(name, first)
    })

  return {
    read: async (name) => (await load(setup, name)).bucket,
    change,
    async sweep(name) {
      const { bucket, stale } = await load(setup, name)
      if (stale || sweepBucket(bucket, setup.now()))
        await change(name, () => ({ answer: undefined, changed: true }))
    },
    list: () => setup.registers.list(),
  }
}

function buildWaiting<T>(
  step: Step<T>,
  resolve: (answer: T) => void,
  reject: (error: unknown) => void,
): Waiting {
  let settle = () => {}
  return {
    run(bucket, version) {
      const { answer, changed } = step(bucket, version)
      settle = () => resolve(answer)
      return changed
    },
    settle: () => settle(),
    fail: reject,
  }
}

async function writeBatch(setup: Setup, name: string, batch: readonly Waiting[]): Promise<void> {
  const { limitMs = 10_000, elapsed = readElapsed, pause = pauseForMs } = setup
  try {
    const end = elapsed() + limitMs
    while (!(await tryBatch(setup, name, batch))) {
      if (elapsed() > end) throw buildBusy()
      // Processes that met once should not meet again.
      await pause(Math.random() * longestPauseMs)
    }
    for (const { settle } of batch) settle()
  } catch (error) {
    for (const { fail } of batch) fail(error)
  }
}

async function tryBatch(setup: Setup, name: string, batch: readonly Waiting[]): Promise<boolean> {
  const { registers, seal, now } = setup
  const { bucket, held } = await load(setup, name)
  sweepBucket(bucket, now())
  const before = held?.version ?? 0
  const changed = batch.filter(({ run }, at) => run(bucket, before + 1 + at))
  if (changed.length === 0) return true
  if (held === undefined) {
    await registers.create(name)
    return false
  }
  const stem = issueStem(before + batch.length)
  const content = await sealBucket(seal, bucket, buildPurpose(name, stem))
  return await registers.replace(name, held, { stem, content })
}

async function load(
  { registers, seal }: Setup,
  name: string,
): Promise<OpenedBucket & { held: Held | undefined }> {
  const held = await registers.read(name)
  const opened = await openBucket(seal, held?.content, buildPurpose(name, held?.stem ?? ''))
  if (opened === undefined) throw buildDamage(name)
  return { ...opened, held }
}

function buildPurpose(name: string, stem: string): string {
  return `${name}/${stem}`
}

function buildBusy(): WeChatError {
  return new WeChatError('store_unavailable', 'Other processes write too often', { retryable: true })
}

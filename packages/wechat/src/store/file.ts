import { statSync } from 'node:fs'
import { platform } from 'node:os'
import { resolve } from 'node:path'
import { buildUsageError, WeChatError } from '../error.ts'
import type { BucketRow } from './file-bucket.ts'
import { type Buckets, createBuckets, type Outcome, type Step } from './file-change.ts'
import { openRegisters, readCode } from './file-register.ts'
import { hashPlace } from './place.ts'
import { createDigestSeal, createKeySeal } from './seal.ts'
import type { KeepOptions, KeptRow, Store } from './store.ts'

/** Where a store in files lies, and who may read it. */
export interface FileStoreOptions {
  /** Made if it is missing, with mode 0700, its parent is not. On a local disk: network file systems are not supported. */
  folder: string
  /**
   * Keys of 32 bytes. The first one seals every file with AES-256-GCM, all of them open. Without any, values stand in
   * the files as they are, with mode 0600. To change the key put the new one in front; the old one can go after 256
   * writes. A folder that was written without keys does not open with them, nor the other way round: delete it.
   */
  secretKeys?: readonly Uint8Array[] | undefined
  /** Milliseconds since 1970, for the ends of rows and leases; `Date.now` unless given. */
  now?: (() => number) | undefined
}

interface Setup {
  buckets: Buckets
  now: () => number
}

/**
 * A store in a folder, shared by processes of one user on one machine, without a server. Whoever is killed or
 * stopped, at any point, holds nobody up, leaves nothing half-written, and writes over nothing newer when it wakes:
 * see `Registers`. What was answered survives a power failure, too. Rows lie in 256 files by the hash of kind and
 * key, and a write rewrites one of them: good for some ten thousand rows. A write costs two flushes to the disk, 2 ms
 * in all on a shared SSD; a read lists a folder and reads a file, 0.3 ms.
 *
 * Expired rows go when their file is written, and every write looks at one other file in turn. `drop` by owner reads
 * all files, one after the other: a row that is saved meanwhile may stay.
 *
 * Throws `TypeError` `store_folder_invalid`, `store_folder_open` (a folder that others may write to: with rows of theirs
 * they would sign in as anybody) or `store_key_invalid`. Calls reject with `store_unavailable` when the
 * system refuses (disk full, folder not writable, parent missing; `cause` is its error) or others write for 10 s
 * without a pause, and with `store_unreadable` for a damaged file or one sealed with another key, which is never
 * taken for an absent row. Then stop the processes and delete the folder: everything in it ends by itself anyway.
 * After `store_unavailable` a write may have been made all the same.
 */
export function createFileStore(options: FileStoreOptions): Store {
  const { folder, secretKeys, now = Date.now } = options
  if (typeof folder !== 'string' || folder === '')
    throw buildUsageError('store_folder_invalid', 'a store in files needs a folder')
  checkFolder(resolve(folder))
  const seal = secretKeys === undefined ? createDigestSeal() : createKeySeal(secretKeys)
  const buckets = createBuckets({ registers: openRegisters(resolve(folder)), seal, now })
  return buildStore({ buckets, now }, createWriter(buckets))
}

const writableByOthers = 0o022

/** A session is a row: another user of the machine who can write rows can sign in as anybody. */
function checkFolder(folder: string): void {
  const { mode = 0 } = statSync(folder, { throwIfNoEntry: false }) ?? {}
  // Windows has no such bits, and Node.js makes some up.
  if (platform() === 'win32' || (mode & writableByOthers) === 0) return
  throw buildUsageError(
    'store_folder_open',
    `others may write to the folder of the store (mode ${(mode & 0o777).toString(8)}): chmod 700 it`,
  )
}

type Write = <T>(id: string, step: Step<T>) => Promise<T>

const bucketCount = 256

/** The first two digits of a hash choose among 256 buckets. */
function readBucketName(id: string): string {
  return id.slice(0, 2)
}

/** Writes, then looks at one other bucket, so that what has expired leaves the disk without anybody asking for it. */
function createWriter(buckets: Buckets): Write {
  let turn = Math.floor(Math.random() * bucketCount)
  return async (id, step) => {
    const answer = await buckets.change(readBucketName(id), step)
    turn = (turn + 1) % bucketCount
    // Sweeping is nobody's business: whoever needs that bucket will be told what is wrong with it.
    await buckets.sweep(turn.toString(16).padStart(2, '0')).catch(() => undefined)
    return answer
  }
}

function buildStore({ buckets, now }: Setup, write: Write): Store {
  return {
    async get(kind, key) {
      const id = await hashPlace(kind, key)
      const { rows } = await guard(() => buckets.read(readBucketName(id)))
      const row = rows.get(id)
      return row !== undefined && row.expiresAt > now() ? readRow(row) : undefined
    },

    async save(kind, key, value, options) {
      const id = await hashPlace(kind, key)
      const kept = await readKeep(options)
      await guard(() => write(id, buildSave(id, value, kept)))
    },

    async take(kind, key) {
      const id = await hashPlace(kind, key)
      return await guard(() => write(id, buildTake(id)))
    },

    async compareAndSave(kind, key, version, value, options) {
      const id = await hashPlace(kind, key)
      const kept = await readKeep(options)
      return await guard(() => write(id, buildCompareAndSave(id, version, value, kept)))
    },

    async lease(kind, key, { holder, ttlMs }) {
      const id = await hashPlace(kind, key)
      return await guard(() => write(id, buildLease(id, holder, ttlMs, now)))
    },

    async drop(target) {
      if ('owner' in target) {
        const owner = await hashPlace(target.owner)
        return await guard(() => dropOwned(buckets, owner))
      }
      const id = await hashPlace(target.kind, target.key)
      return await guard(() => write(id, buildDrop(id)))
    },
  }
}

interface Keep {
  expiresAt: number
  owner?: string
}

async function readKeep({ expiresAt, owner }: KeepOptions): Promise<Keep> {
  return { expiresAt, ...(owner !== undefined && { owner: await hashPlace(owner) }) }
}

function readRow({ value, version, expiresAt }: BucketRow): KeptRow {
  return { value, version, expiresAt }
}

function buildSave(id: string, value: string, kept: Keep): Step<void> {
  return ({ rows }, version) => {
    rows.set(id, { value, version, ...kept })
    return { answer: undefined, changed: true }
  }
}

function buildTake(id: string): Step<KeptRow | undefined> {
  return ({ rows }) => {
    const row = rows.get(id)
    return { answer: row && readRow(row), changed: rows.delete(id) }
  }
}

function buildCompareAndSave(id: string, expected: number, value: string, kept: Keep): Step<boolean> {
  return ({ rows }, version) => {
    const row = rows.get(id)
    if ((row?.version ?? 0) !== expected) return { answer: false, changed: false }
    rows.set(id, { ...(row?.owner !== undefined && { owner: row.owner }), value, version, ...kept })
    return { answer: true, changed: true }
  }
}

/** A fence is the version of its bucket, so it is greater than all that came before, whether they are remembered or not. */
function buildLease(id: string, holder: string, ttlMs: number, now: () => number): Step<number | undefined> {
  return ({ leases }, version): Outcome<number | undefined> => {
    const held = leases.get(id)
    if (held !== undefined && held.holder !== holder) return { answer: undefined, changed: false }
    if (ttlMs <= 0) return { answer: held?.fence, changed: leases.delete(id) }
    const fence = held?.fence ?? version
    leases.set(id, { holder, fence, expiresAt: now() + ttlMs })
    return { answer: fence, changed: true }
  }
}

function buildDrop(id: string): Step<number> {
  return ({ rows }) => {
    const changed = rows.delete(id)
    return { answer: changed ? 1 : 0, changed }
  }
}

async function dropOwned(buckets: Buckets, owner: string): Promise<number> {
  let dropped = 0
  for (const name of await buckets.list()) {
    dropped += await buckets.change(name, ({ rows }) => {
      const owned = [...rows].filter(([, row]) => row.owner === owner)
      for (const [id] of owned) rows.delete(id)
      return { answer: owned.length, changed: owned.length > 0 }
    })
  }
  return dropped
}

const lasting = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT']

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof WeChatError) throw cause
    const retryable = !lasting.includes(readCode(cause))
    throw new WeChatError('store_unavailable', 'The folder of the store cannot be used', { cause, retryable })
  }
}

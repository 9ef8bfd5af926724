import type { Seal } from './seal.ts'
import type { KeptRow } from './store.ts'

/** A row in a bucket. */
export interface BucketRow extends KeptRow {
  /** The hash of the owner. */
  owner?: string | undefined
}

/** A lease in a bucket. */
export interface BucketLease {
  holder: string
  fence: number
  expiresAt: number
}

/** The rows and leases that share a file, by the hash of kind and key. */
export interface Bucket {
  rows: Map<string, BucketRow>
  leases: Map<string, BucketLease>
}

/** A bucket that was opened; `stale` when it should be sealed anew. */
export interface OpenedBucket {
  bucket: Bucket
  stale: boolean
}

/** Undefined for a content that is damaged or does not open. Without a content the bucket is empty. */
export async function openBucket(
  seal: Seal,
  content: Uint8Array<ArrayBuffer> | undefined,
  purpose: string,
): Promise<OpenedBucket | undefined> {
  if (content === undefined) return { bucket: { rows: new Map(), leases: new Map() }, stale: false }
  const opened = await seal.open(content, purpose)
  if (opened === undefined) return undefined
  // The seal has proved that these are the very bytes that `sealBucket` wrote.
  const { rows, leases }: { rows: [string, BucketRow][]; leases: [string, BucketLease][] } = JSON.parse(
    opened.text,
  )
  return { bucket: { rows: new Map(rows), leases: new Map(leases) }, stale: opened.stale }
}

/** The content of a bucket as it lies on the disk. */
export function sealBucket(seal: Seal, { rows, leases }: Bucket, purpose: string): Promise<Uint8Array> {
  return seal.seal(JSON.stringify({ rows: [...rows], leases: [...leases] }), purpose)
}

/** Takes out what has ended; whether there was anything. */
export function sweepBucket({ rows, leases }: Bucket, now: number): boolean {
  let swept = false
  for (const from of [rows, leases]) {
    for (const [id, { expiresAt }] of from) if (!(expiresAt > now)) swept = from.delete(id)
  }
  return swept
}

import { createHash, randomInt } from 'node:crypto'
import type { KeepOptions, KeptRow, Store } from '@wxgate/wechat'
import type { Database } from './database.ts'
import type { KeptTableRow } from './schema.ts'
import type { Seal } from './seal.ts'

interface Setup {
  database: Database
  seal: Seal
  now: () => number
}

/** The library's store on the gateway's one table for everything that ends by itself. */
export interface Kept extends Store {
  /** Deletes what has expired; how many rows went. Reading never depends on it. */
  sweep(): Promise<number>
  /** Deletes the rows of an owner and a kind whose value is over. */
  dropSome(target: { kind: string; owner: string }, isOver: (value: string) => boolean): Promise<void>
}

/**
 * Keys are stored as SHA-256, values sealed with their place as the purpose: a copy of the table holds no
 * usable session, code or token, and a row moved elsewhere does not open. Source: RFC 9700 section 4.
 */
export function createKept(setup: Setup): Kept {
  return {
    get: (kind, key) => get(setup, kind, hashKey(key)),
    save: (kind, key, value, options) => save(setup, kind, hashKey(key), value, options),
    take: (kind, key) => take(setup, kind, hashKey(key)),
    compareAndSave: (kind, key, version, value, options) =>
      compareAndSave(setup, kind, hashKey(key), version, value, options),
    lease: (kind, key, options) => lease(setup, `lease:${kind}`, hashKey(key), options),
    drop: (target) => drop(setup, target),
    sweep: () => sweep(setup),
    dropSome: (target, isOver) => dropSome(setup, target, isOver),
  }
}

function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url')
}

let lastVersion = 0

/**
 * A version for a row that was not there: later than any that this process gave out, and drawn from the
 * machine's clock and chance for the others. A row that was dropped and made anew must not repeat a version
 * that somebody may still hold. It stays below 2^53 until the year 2527.
 */
function buildFirstVersion(): number {
  lastVersion = Math.max(lastVersion + 1, Date.now() * 512 + randomInt(256))
  return lastVersion
}

async function readRow({ database, now }: Setup, kind: string, keyHash: string) {
  return database
    .selectFrom('kept')
    .selectAll()
    .where('kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .where('expires_at', '>', now())
    .executeTakeFirst()
}

function openRow(setup: Setup, row: KeptTableRow): KeptRow {
  const value = setup.seal.open(row.value, `kept/${row.kind}/${row.key_hash}`)
  return { value, version: Number(row.version), expiresAt: Number(row.expires_at) }
}

function buildRow(setup: Setup, kind: string, keyHash: string, value: string, options: KeepOptions) {
  return {
    kind,
    key_hash: keyHash,
    owner: options.owner ?? null,
    value: setup.seal.seal(value, `kept/${kind}/${keyHash}`),
    version: buildFirstVersion(),
    expires_at: options.expiresAt,
  }
}

async function get(setup: Setup, kind: string, keyHash: string): Promise<KeptRow | undefined> {
  const row = await readRow(setup, kind, keyHash)
  return row && openRow(setup, row)
}

async function save(setup: Setup, kind: string, keyHash: string, value: string, options: KeepOptions) {
  const row = buildRow(setup, kind, keyHash, value, options)
  await setup.database
    .insertInto('kept')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['kind', 'key_hash']).doUpdateSet((builder) => ({
        owner: row.owner,
        value: row.value,
        expires_at: row.expires_at,
        version: builder('kept.version', '+', 1),
      })),
    )
    .execute()
}

async function take(setup: Setup, kind: string, keyHash: string): Promise<KeptRow | undefined> {
  const row = await readRow(setup, kind, keyHash)
  if (!row) return undefined
  const { numDeletedRows } = await setup.database
    .deleteFrom('kept')
    .where('kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .where('version', '=', row.version)
    .executeTakeFirst()
  return numDeletedRows === 1n ? openRow(setup, row) : undefined
}

async function compareAndSave(
  setup: Setup,
  kind: string,
  keyHash: string,
  version: number,
  value: string,
  options: KeepOptions,
): Promise<boolean> {
  const row = buildRow(setup, kind, keyHash, value, options)
  if (version === 0) return insertIfAbsent(setup, row)
  const { numUpdatedRows } = await setup.database
    .updateTable('kept')
    .set({ value: row.value, expires_at: row.expires_at, version: version + 1 })
    .$if(options.owner !== undefined, (query) => query.set({ owner: row.owner }))
    .where('kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .where('version', '=', version)
    .where('expires_at', '>', setup.now())
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** One statement: a row that is over counts as absent and is written anew. */
async function insertIfAbsent(setup: Setup, row: KeptTableRow): Promise<boolean> {
  const { owner, value, version, expires_at } = row
  const { numInsertedOrUpdatedRows } = await setup.database
    .insertInto('kept')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'key_hash'])
        .doUpdateSet({ owner, value, version, expires_at })
        .where('kept.expires_at', '<=', setup.now()),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function lease(
  setup: Setup,
  kind: string,
  keyHash: string,
  { holder, ttlMs }: { holder: string; ttlMs: number },
): Promise<number | undefined> {
  const expiresAt = setup.now() + ttlMs
  const row = await readLease(setup, kind, keyHash)
  if (!row) {
    const first = buildRow(setup, kind, keyHash, holder, { expiresAt })
    return (await insertIfAbsent(setup, first)) ? first.version : undefined
  }
  if (row.expiresAt <= setup.now()) return takeOver(setup, kind, keyHash, row.version, holder, expiresAt)
  if (row.value !== holder) return undefined
  return (await renew(setup, kind, keyHash, row.version, expiresAt)) ? row.version : undefined
}

/** The lease's row even when it has ended: the next holder's fence must be greater than its. */
async function readLease(setup: Setup, kind: string, keyHash: string): Promise<KeptRow | undefined> {
  const row = await setup.database
    .selectFrom('kept')
    .selectAll()
    .where('kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst()
  return row && openRow(setup, row)
}

/** A lease that has ended gets a new holder and a greater fence; of many who try, one succeeds. */
async function takeOver(
  setup: Setup,
  kind: string,
  keyHash: string,
  version: number,
  holder: string,
  expiresAt: number,
): Promise<number | undefined> {
  const { value } = buildRow(setup, kind, keyHash, holder, { expiresAt })
  const { numUpdatedRows } = await setup.database
    .updateTable('kept')
    .set({ value, expires_at: expiresAt, version: version + 1 })
    .where('kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .where('version', '=', version)
    .where('expires_at', '<=', setup.now())
    .executeTakeFirst()
  return numUpdatedRows === 1n ? version + 1 : undefined
}

/** A lease that is renewed is the same lease: its fence, which is the row's version, stays. */
async function renew(setup: Setup, kind: string, keyHash: string, version: number, expiresAt: number) {
  const { numUpdatedRows } = await setup.database
    .updateTable('kept')
    .set({ expires_at: expiresAt })
    .where('kind', '=', kind)
    .where('key_hash', '=', keyHash)
    .where('version', '=', version)
    .where('expires_at', '>', setup.now())
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

async function drop({ database }: Setup, target: { kind: string; key: string } | { owner: string }) {
  const query = database.deleteFrom('kept')
  const { numDeletedRows } = await ('owner' in target
    ? query.where('owner', '=', target.owner).executeTakeFirst()
    : query.where('kind', '=', target.kind).where('key_hash', '=', hashKey(target.key)).executeTakeFirst())
  return Number(numDeletedRows)
}

async function dropSome(
  setup: Setup,
  { kind, owner }: { kind: string; owner: string },
  isOver: (value: string) => boolean,
): Promise<void> {
  const rows = await setup.database
    .selectFrom('kept')
    .selectAll()
    .where('kind', '=', kind)
    .where('owner', '=', owner)
    .execute()
  const over = rows.filter((row) => isOver(openRow(setup, row).value)).map(({ key_hash }) => key_hash)
  if (over.length === 0) return
  await setup.database
    .deleteFrom('kept')
    .where('kind', '=', kind)
    .where('owner', '=', owner)
    .where('key_hash', 'in', over)
    .execute()
}

const sweptAtOnce = 500

/** In small pieces, so that nobody waits long for the table. */
async function sweep({ database, now }: Setup): Promise<number> {
  let swept = 0
  for (;;) {
    const expired = await database
      .selectFrom('kept')
      .select('key_hash')
      .where('expires_at', '<=', now())
      .limit(sweptAtOnce)
      .execute()
    if (expired.length === 0) return swept
    const { numDeletedRows } = await database
      .deleteFrom('kept')
      .where('expires_at', '<=', now())
      .where(
        'key_hash',
        'in',
        expired.map(({ key_hash }) => key_hash),
      )
      .executeTakeFirst()
    swept += Number(numDeletedRows)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

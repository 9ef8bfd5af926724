export type RecordErrorCode =
  | 'record_unreachable'
  | 'record_migration_failed'
  | 'record_seal_broken'
  | 'record_client_invalid'

/**
 * Something is wrong with what the gateway remembers: the operator must act.
 *
 * `record_unreachable` the database cannot be opened; `record_migration_failed` its schema is not the one
 * this version needs; `record_seal_broken` a sealed value was made with another key or was altered;
 * `record_client_invalid` a client has a URL that no browser can be sent to.
 */
export class RecordError extends Error {
  readonly code: RecordErrorCode

  constructor(code: RecordErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordError'
    this.code = code
  }
}

const busy = 5

/** SQLite's codes for what may be gone in a moment: busy, locked, read-only, input/output, full, cannot open. */
const passingCodes: readonly number[] = [busy, 6, 8, 10, 13, 14]

/** Whether SQLite found its file locked by another process. */
export function isLocked(error: unknown): boolean {
  return readSqliteCode(error) === busy
}

/** Whether the store is out of reach: nothing was done, and it may work again in a moment. */
export function isStoreFailure(error: unknown): boolean {
  return passingCodes.includes(readSqliteCode(error) ?? 0)
}

/** The primary result code: extended codes have it in their lowest byte (sqlite.org/rescode.html). */
function readSqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('errcode' in error)) return undefined
  return 'code' in error && error.code === 'ERR_SQLITE_ERROR' ? Number(error.errcode) & 0xff : undefined
}

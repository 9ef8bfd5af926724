export type RecordErrorCode = 'record_unreachable' | 'record_migration_failed' | 'record_seal_broken'

/**
 * Something is wrong with what the gateway remembers: the operator must act.
 *
 * `record_unreachable` the database cannot be opened; `record_migration_failed` its schema is not the one
 * this version needs; `record_seal_broken` a sealed value was made with another key or was altered.
 */
export class RecordError extends Error {
  readonly code: RecordErrorCode

  constructor(code: RecordErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'RecordError'
    this.code = code
  }
}

import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely'

const cachedStatements = 500

/**
 * A Kysely dialect on Node's own SQLite, so that a laptop has nothing to install.
 *
 * Writes are durable against a power cut (`synchronous` FULL) and wait up to five seconds for another
 * process. Inside a transaction nothing may be awaited but its own SQL: Node's SQLite is synchronous, and
 * a pause there would stop every other process that writes.
 */
export function createSqliteDialect(path: string): SqliteDialect {
  // Made before SQLite makes it, for its owner alone; the files beside it take over the same rights.
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600))
  const database = new DatabaseSync(path, { timeout: 5000 })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  return new SqliteDialect({ database: buildDatabase(database) })
}

function buildDatabase(database: DatabaseSync): SqliteDatabase {
  const cache = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      // A transaction that reads first and writes later fails at once when another process wrote in
      // between; taking the write lock at the start lets it wait its turn.
      const text = sql === 'begin' ? 'begin immediate' : sql
      const cached = cache.get(text)
      if (cached) return cached
      if (cache.size >= cachedStatements) cache.clear()
      const statement = buildStatement(database.prepare(text))
      cache.set(text, statement)
      return statement
    },
  }
}

function buildStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...readInputs(parameters)),
    run: (parameters) => statement.run(...readInputs(parameters)),
    iterate: (parameters) => statement.iterate(...readInputs(parameters)),
  }
}

function readInputs(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number') return value
    throw new TypeError(`record: SQLite takes text, numbers and null, not ${typeof value}`)
  })
}

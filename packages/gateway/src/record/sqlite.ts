import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteStatement,
} from 'kysely'
import { isLocked } from './error.ts'

const cachedStatements = 500

/**
 * A Kysely dialect on Node's own SQLite, so that a laptop has nothing to install.
 *
 * Writes are durable against a power cut (`synchronous` FULL). While another process holds the file they wait
 * up to five seconds, and everything else in this process goes on. Inside a transaction nothing may be awaited but its own SQL: Node's SQLite is synchronous, and
 * a pause there would stop every other process that writes.
 */
export function createSqliteDialect(path: string): Dialect {
  // Made before SQLite makes it, for its owner alone; the files beside it take over the same rights.
  if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600))
  const database = new DatabaseSync(path, { timeout: blockingMs })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
  const dialect = new SqliteDialect({ database: buildDatabase(database) })
  return {
    createAdapter: () => dialect.createAdapter(),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createDriver: () => buildPatientDriver(dialect.createDriver()),
  }
}

/** SQLite waits by standing still, and the whole process with it: so it waits briefly, and we wait the rest. */
const blockingMs = 50
const pauseMs = 20
const patienceMs = 5000

function buildPatientDriver(driver: Driver): Driver {
  return {
    init: (options) => driver.init(options),
    acquireConnection: async (options) => buildPatientConnection(await driver.acquireConnection(options)),
    beginTransaction: (connection, settings) => driver.beginTransaction(connection, settings),
    commitTransaction: (connection) => driver.commitTransaction(connection),
    rollbackTransaction: (connection) => driver.rollbackTransaction(connection),
    releaseConnection: (connection, options) => driver.releaseConnection(connection, options),
    destroy: (options) => driver.destroy(options),
  }
}

/**
 * A statement that found the file locked has done nothing and may be tried again. Inside a transaction none is:
 * the write lock was taken at its beginning.
 */
function buildPatientConnection(connection: DatabaseConnection): DatabaseConnection {
  return {
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    async executeQuery(query) {
      const endAt = performance.now() + patienceMs
      for (;;) {
        try {
          return await connection.executeQuery(query)
        } catch (error) {
          if (!isLocked(error) || performance.now() > endAt) throw error
          await new Promise((resolve) => setTimeout(resolve, pauseMs))
        }
      }
    },
  }
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

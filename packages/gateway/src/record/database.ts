import { dirname, resolve } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { RecordError } from './error.ts'
import { makeFolder } from './folder.ts'
import { firstTables } from './migration/0001-first-tables.ts'
import { forwardAuthentication } from './migration/0002-forward-authentication.ts'
import type { Schema } from './schema.ts'
import { createSqliteDialect } from './sqlite.ts'

export type Database = Kysely<Schema>

const migrations = {
  '0001-first-tables': firstTables,
  '0002-forward-authentication': forwardAuthentication,
}

/**
 * Opens the database that a URL names and brings its schema up to date. `sqlite:PATH` today.
 *
 * A directory that is missing is made, readable by its owner alone: the database holds sealed secrets.
 * Throws `RecordError` `record_unreachable` when it cannot be opened, `record_migration_failed` when the
 * schema cannot be brought up to date.
 */
export async function openDatabase(url: string): Promise<Database> {
  const database = new Kysely<Schema>({ dialect: openDialect(url) })
  await migrate(database)
  return database
}

function openDialect(url: string) {
  const path = readSqlitePath(url)
  try {
    if (path !== ':memory:') makeFolder(dirname(resolve(path)))
    return createSqliteDialect(path)
  } catch (cause) {
    throw new RecordError('record_unreachable', `The database ${path} cannot be opened.`, { cause })
  }
}

/** The path that a `sqlite:PATH` URL names. Throws `RecordError` `record_unreachable` for any other URL. */
export function readSqlitePath(url: string): string {
  if (url.startsWith('sqlite:') && url.length > 'sqlite:'.length) return url.slice('sqlite:'.length)
  throw new RecordError('record_unreachable', 'The database URL must look like sqlite:PATH.')
}

async function migrate(database: Database): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: async () => migrations } })
  const { error } = await migrator.migrateToLatest()
  if (!error) return
  await database.destroy()
  throw new RecordError('record_migration_failed', 'The database schema cannot be brought up to date.', {
    cause: error,
  })
}

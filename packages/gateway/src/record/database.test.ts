import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './database.ts'
import { firstTables } from './migration/0001-first-tables.ts'
import { createSqliteDialect } from './sqlite.ts'

test('a database of the first tables is brought up to date, and its clients stay', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wxgate-database-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'gateway.db')
  const old = new Kysely<{ clients: Record<string, string | number | null> }>({
    dialect: createSqliteDialect(path),
  })
  const provider = { getMigrations: async () => ({ '0001-first-tables': firstTables }) }
  await new Migrator({ db: old, provider }).migrateToLatest()
  const lists = { redirect_uris: '[]', return_urls: '[]', appids: '[]' }
  const flags = { wants_profile: 0, wants_subscribed: 0, id_token_alg: 'RS256', created_at: 1 }
  await old
    .insertInto('clients')
    .values({ id: 'shop', name: 'Shop', secret: null, ...lists, ...flags })
    .execute()
  await old.destroy()
  const database = await openDatabase(`sqlite:${path}`)
  const clients = await database.selectFrom('clients').selectAll().execute()
  await database.destroy()
  expect(clients).toEqual([expect.objectContaining({ id: 'shop', protects: 0, initiate_login_uri: null })])
})

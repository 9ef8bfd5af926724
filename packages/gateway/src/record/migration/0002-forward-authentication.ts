import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Clients that proxies ask for, and that name the page where a sign-in begins. */
export const forwardAuthentication: Migration = {
  async up(db: Kysely<unknown>) {
    // One column at a time: SQLite adds no two at once.
    await db.schema.alterTable('clients').addColumn('initiate_login_uri', 'text').execute()
    await db.schema
      .alterTable('clients')
      .addColumn('protects', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}

import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The first tables. Ids are `varchar` with a length because MySQL cannot index plain text. */
export const firstTables: Migration = {
  async up(db: Kysely<unknown>) {
    await createPeople(db)
    await createParties(db)
    await createAudit(db)
    await createKept(db)
  },
}

async function createPeople(db: Kysely<unknown>) {
  await db.schema
    .createTable('people')
    .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
    .addColumn('nickname', 'text')
    .addColumn('picture', 'text')
    .addColumn('locale', 'varchar(20)')
    .addColumn('profile_at', 'bigint')
    .addColumn('external_id', 'varchar(190)', (column) => column.unique())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('identities')
    .addColumn('realm', 'varchar(64)', (column) => column.notNull())
    .addColumn('wechat_id', 'varchar(64)', (column) => column.notNull())
    .addColumn('person_id', 'varchar(40)', (column) => column.notNull().references('people.id'))
    .addColumn('subscribed', 'integer')
    .addColumn('subscribed_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('identities_key', ['realm', 'wechat_id'])
    .execute()
  await db.schema.createIndex('identities_person').on('identities').column('person_id').execute()
}

async function createParties(db: Kysely<unknown>) {
  await db.schema
    .createTable('applications')
    .addColumn('appid', 'varchar(32)', (column) => column.primaryKey())
    .addColumn('kind', 'varchar(32)', (column) => column.notNull())
    .addColumn('name', 'varchar(190)', (column) => column.notNull())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('open_platform', 'varchar(58)')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('clients')
    .addColumn('id', 'varchar(64)', (column) => column.primaryKey())
    .addColumn('name', 'varchar(190)', (column) => column.notNull())
    .addColumn('secret', 'text')
    .addColumn('redirect_uris', 'text', (column) => column.notNull())
    .addColumn('return_urls', 'text', (column) => column.notNull())
    .addColumn('appids', 'text', (column) => column.notNull())
    .addColumn('wants_profile', 'integer', (column) => column.notNull())
    .addColumn('wants_subscribed', 'integer', (column) => column.notNull())
    .addColumn('id_token_alg', 'varchar(8)', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
}

async function createAudit(db: Kysely<unknown>) {
  await db.schema
    .createTable('audit')
    .addColumn('id', 'varchar(40)', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('event', 'varchar(64)', (column) => column.notNull())
    .addColumn('client', 'varchar(64)')
    .addColumn('appid', 'varchar(32)')
    .addColumn('person_id', 'varchar(40)')
    .addColumn('request_id', 'varchar(64)')
    .addColumn('detail', 'text', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('audit_at').on('audit').column('at').execute()
}

async function createKept(db: Kysely<unknown>) {
  await db.schema
    .createTable('kept')
    .addColumn('kind', 'varchar(48)', (column) => column.notNull())
    .addColumn('key_hash', 'varchar(44)', (column) => column.notNull())
    .addColumn('owner', 'varchar(120)')
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('version', 'bigint', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('kept_key', ['kind', 'key_hash'])
    .execute()
  await db.schema.createIndex('kept_owner').on('kept').column('owner').execute()
  await db.schema.createIndex('kept_expires_at').on('kept').column('expires_at').execute()
}

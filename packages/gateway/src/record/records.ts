import { type Applications, createApplications } from './application.ts'
import { type Audit, createAudit } from './audit.ts'
import { type Clients, createClients } from './client.ts'
import type { Database } from './database.ts'
import { createGrants, type Grants } from './grant.ts'
import { createKept, type Kept } from './kept.ts'
import { createPeople, type People } from './person.ts'
import type { Seal } from './seal.ts'
import { createSessions, type Sessions } from './session.ts'
import { createSiteSessions, type SiteSessions } from './site-session.ts'

/** Everything that the gateway remembers, by what it is. */
export interface Records {
  kept: Kept
  applications: Applications
  clients: Clients
  people: People
  sessions: Sessions
  grants: Grants
  siteSessions: SiteSessions
  audit: Audit
}

interface Setup {
  database: Database
  seal: Seal
  now: () => number
}

export function createRecords(setup: Setup): Records {
  const { now } = setup
  const kept = createKept(setup)
  const grants = createGrants({ kept })
  return {
    kept,
    applications: createApplications(setup),
    clients: createClients(setup),
    people: createPeople(setup),
    sessions: createSessions({ kept, now }),
    grants,
    siteSessions: createSiteSessions({ kept, grants, now }),
    audit: createAudit(setup),
  }
}

/**
 * Writes several records whole or not at all. Nothing but these records may be awaited in `step`: SQLite's transaction
 * holds up every other process that writes.
 */
export function writeTogether<T>(setup: Setup, step: (records: Records) => Promise<T>): Promise<T> {
  return setup.database
    .transaction()
    .execute((transaction) => step(createRecords({ ...setup, database: transaction })))
}

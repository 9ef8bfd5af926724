import type { Database } from './database.ts'
import { buildPublicId } from './random-id.ts'

/** Something an operator may have to explain later. Never a secret, a code or a token. */
export interface AuditEntry {
  event: string
  client?: string | undefined
  appid?: string | undefined
  personId?: string | undefined
  requestId?: string | undefined
  detail?: Readonly<Record<string, string | number | boolean>>
}

export interface Audit {
  write(entry: AuditEntry): Promise<void>
}

export function createAudit({ database, now }: { database: Database; now: () => number }): Audit {
  return {
    async write(entry) {
      await database
        .insertInto('audit')
        .values({
          id: buildPublicId('audit'),
          at: now(),
          event: entry.event,
          client: entry.client ?? null,
          appid: entry.appid ?? null,
          person_id: entry.personId ?? null,
          request_id: entry.requestId ?? null,
          detail: JSON.stringify(entry.detail ?? {}),
        })
        .execute()
    },
  }
}

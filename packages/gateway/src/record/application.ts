import type { Database } from './database.ts'
import type { Seal } from './seal.ts'

/** A WeChat account that the gateway may use. */
export interface Application {
  appid: string
  kind: ApplicationKind
  name: string
  /** The AppSecret. */
  secret: string
  /** The open-platform account it is bound to; undefined means that WeChat gives no unionid. */
  openPlatform: string | undefined
}

/**
 * `service` a verified service account, `test` a test account: the kinds that have web authorization. `website` a
 * website application of the open platform, with WeChat's own QR page. `miniprogram` a mini program, `app` a mobile
 * application: their programs bring codes themselves.
 */
export type ApplicationKind = (typeof kinds)[number]

const kinds = ['service', 'test', 'website', 'miniprogram', 'app'] as const

export interface Applications {
  find(appid: string): Promise<Application | undefined>
  /** Adds an application, or replaces the one with this appid. */
  save(application: Application): Promise<void>
}

interface Setup {
  database: Database
  seal: Seal
  now: () => number
}

export function createApplications({ database, seal, now }: Setup): Applications {
  return {
    async find(appid) {
      const row = await database
        .selectFrom('applications')
        .selectAll()
        .where('appid', '=', appid)
        .executeTakeFirst()
      if (!row) return undefined
      return {
        appid,
        kind: kinds.find((kind) => kind === row.kind) ?? 'service',
        name: row.name,
        secret: seal.open(row.secret, `applications/${appid}/secret`),
        openPlatform: row.open_platform ?? undefined,
      }
    },
    async save({ appid, kind, name, secret, openPlatform }) {
      const changed = {
        kind,
        name,
        secret: seal.seal(secret, `applications/${appid}/secret`),
        open_platform: openPlatform ?? null,
      }
      await database
        .insertInto('applications')
        .values({ appid, ...changed, created_at: now() })
        .onConflict((conflict) => conflict.column('appid').doUpdateSet(changed))
        .execute()
    },
  }
}

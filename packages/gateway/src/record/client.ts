import { z } from 'zod'
import type { Database } from './database.ts'
import { RecordError } from './error.ts'
import type { ClientRow } from './schema.ts'
import type { Seal } from './seal.ts'

/** An application of ours or of somebody's that lets people sign in through this gateway. */
export interface Client {
  id: string
  name: string
  /** Undefined for a public client, which must use PKCE. */
  secret: string | undefined
  /** Exact OpenID Connect redirect URIs. */
  redirectUris: readonly string[]
  /**
   * The direct door may return below these URLs: same origin, path beginning with theirs. OpenID Connect may
   * go to exactly these after signing out.
   */
  returnUrls: readonly string[]
  /** The accounts it may use; the first one unless a request names another. */
  appids: readonly string[]
  /** The direct door asks for nickname and picture; OpenID Connect has the scope `profile` for that. */
  wantsProfile: boolean
  /** Whether it wants to know who follows the account: one more call to WeChat at each sign-in. */
  wantsSubscribed: boolean
  idTokenAlg: 'RS256' | 'ES256'
  /** A page of the client that begins a sign-in; its first return URL unless given. OpenID Connect Core 1.0 section 4. */
  initiateLoginUri?: string | undefined
  /** Proxies may ask `/verify` for this client: every host of its return URLs is protected by forward authentication. */
  protects?: boolean | undefined
}

export interface Clients {
  find(id: string): Promise<Client | undefined>
  /** The clients that have a redirect URI or return URL at this origin. */
  listOfOrigin(origin: string): Promise<readonly Client[]>
  /**
   * Adds a client, or replaces the one with this id. Throws `RecordError` `record_client_invalid` for a URL
   * that is not http or https.
   */
  save(client: Client): Promise<void>
}

interface Setup {
  database: Database
  seal: Seal
  now: () => number
}

const texts = z.array(z.string())

export function createClients({ database, seal, now }: Setup): Clients {
  return {
    async find(id) {
      const row = await database.selectFrom('clients').selectAll().where('id', '=', id).executeTakeFirst()
      return row && readClient(row, seal)
    },
    async listOfOrigin(origin) {
      const rows = await database.selectFrom('clients').selectAll().execute()
      return rows
        .map((row) => readClient(row, seal))
        .filter((client) => listClientOrigins(client).includes(origin))
    },
    async save(client) {
      checkUrls(client)
      const changed = buildColumns(client, seal)
      await database
        .insertInto('clients')
        .values({ id: client.id, ...changed, created_at: now() })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changed))
        .execute()
    },
  }
}

function checkUrls({ id, redirectUris, returnUrls, initiateLoginUri }: Client): void {
  const urls = [...redirectUris, ...returnUrls, ...(initiateLoginUri === undefined ? [] : [initiateLoginUri])]
  const bad = urls.find((url) => listOrigins([url]).length === 0)
  if (bad === undefined) return
  throw new RecordError('record_client_invalid', `Client ${id}: ${bad} is not an http or https URL.`)
}

function readTexts(json: string): string[] {
  return texts.parse(JSON.parse(json))
}

/** The http and https origins among these URLs: others have none that a browser would send. */
export function listOrigins(...lists: readonly (readonly string[])[]): string[] {
  const urls = lists.flat().map((url) => URL.parse(url))
  return urls.flatMap((url) => (url && /^https?:$/.test(url.protocol) ? [url.origin] : []))
}

/** The origins that a client's pages may have. */
function listClientOrigins({ redirectUris, returnUrls }: Client): string[] {
  return listOrigins(redirectUris, returnUrls)
}

function readClient(row: ClientRow, seal: Seal): Client {
  return {
    id: row.id,
    name: row.name,
    // Opened where it is asked for: most steps of a sign-in read a client and none of its secret.
    get secret() {
      return row.secret === null ? undefined : seal.open(row.secret, `clients/${row.id}/secret`)
    },
    redirectUris: readTexts(row.redirect_uris),
    returnUrls: readTexts(row.return_urls),
    appids: readTexts(row.appids),
    wantsProfile: row.wants_profile === 1,
    wantsSubscribed: row.wants_subscribed === 1,
    idTokenAlg: row.id_token_alg === 'ES256' ? 'ES256' : 'RS256',
    initiateLoginUri: row.initiate_login_uri ?? undefined,
    protects: row.protects === 1,
  }
}

function buildColumns(client: Client, seal: Seal) {
  return {
    name: client.name,
    secret: client.secret === undefined ? null : seal.seal(client.secret, `clients/${client.id}/secret`),
    redirect_uris: JSON.stringify(client.redirectUris),
    return_urls: JSON.stringify(client.returnUrls),
    appids: JSON.stringify(client.appids),
    wants_profile: client.wantsProfile ? 1 : 0,
    wants_subscribed: client.wantsSubscribed ? 1 : 0,
    id_token_alg: client.idTokenAlg,
    initiate_login_uri: client.initiateLoginUri ?? null,
    protects: client.protects ? 1 : 0,
  }
}

/**
 * The tables, as TypeScript. Times are milliseconds since 1970; yes/no is 0 or 1, because SQLite has no
 * boolean; lists are JSON text. `docs/en/record.md` says what is stored and why.
 */
export interface Schema {
  people: PersonRow
  identities: IdentityRow
  applications: ApplicationRow
  clients: ClientRow
  audit: AuditRow
  kept: KeptTableRow
}

export interface PersonRow {
  /** The person's own id, and what OpenID Connect calls `sub`: random, never derived from an openid. */
  id: string
  nickname: string | null
  picture: string | null
  locale: string | null
  /** When the profile was last read; null while only the openid is known. */
  profile_at: number | null
  /** The user id of the company that moved in with existing users. */
  external_id: string | null
  created_at: number
}

/** One row for each name WeChat has for a person: (appid, openid), or (open-platform account, unionid). */
export interface IdentityRow {
  /** An appid, or `open:` and the name of the open-platform account. */
  realm: string
  /** The openid or the unionid: case matters. */
  wechat_id: string
  person_id: string
  /** 1 follows, 0 does not, null never asked. Only on openid rows. */
  subscribed: number | null
  subscribed_at: number | null
  created_at: number
}

export interface ApplicationRow {
  appid: string
  kind: string
  name: string
  /** The AppSecret, sealed. */
  secret: string
  /** The open-platform account it is bound to, or null: then WeChat gives no unionid. */
  open_platform: string | null
  created_at: number
}

export interface ClientRow {
  id: string
  name: string
  /** The client secret, sealed; null for a public client. */
  secret: string | null
  redirect_uris: string
  return_urls: string
  /** JSON list of appids; the first one is used unless a request names another. */
  appids: string
  wants_profile: number
  wants_subscribed: number
  id_token_alg: string
  initiate_login_uri: string | null
  /** 1 where proxies may ask for it by forward authentication. */
  protects: number
  created_at: number
}

export interface AuditRow {
  id: string
  at: number
  event: string
  client: string | null
  appid: string | null
  person_id: string | null
  request_id: string | null
  /** JSON, free of secrets, codes and tokens. */
  detail: string
}

/** Everything that ends by itself: attempts, sessions, codes, tokens, OpenID Connect artefacts. */
export interface KeptTableRow {
  kind: string
  /** SHA-256 of the key: whoever reads the table cannot use what it names. */
  key_hash: string
  owner: string | null
  /** Sealed. */
  value: string
  version: number
  expires_at: number
}

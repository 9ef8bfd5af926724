import type { AuthorizerRefreshToken } from '../api/authorizer.ts'
import { hide } from '../secret.ts'
import { changeRow } from '../store/change-row.ts'
import type { KeptRow, Store } from '../store/store.ts'
import { isRecord, parseJson } from '../wire/json.ts'

/** What is kept of an account that authorized the platform. */
export interface AuthorizerRecord {
  /** The current one first, then the one before: an answer that was lost may have changed it, or not. */
  refreshTokens: readonly AuthorizerRefreshToken[]
  /** WeChat's ids of the permission sets that were granted. */
  permissions: readonly number[]
  /** Of the latest authorization, in milliseconds since 1970. */
  authorizedAt: number
  /** Set when the account took its authorization back; the refresh tokens are dead then. */
  withdrawnAt: number | undefined
}

/** Where a record lies. */
export interface RecordPlace {
  store: Store
  /** Of platform and account: see `buildAuthorizerKey`. */
  key: string
}

/** The kind under which authorizations are kept. They hold refresh tokens: use a store that outlives the process. */
const authorizerKind = 'authorizer'

// An authorization has no end of its own, and a row must have one: every renewal of a token moves it on.
const lifeMs = 10 * 365 * 24 * 3_600_000

/** The record, undefined when there is none. */
export async function findRecord({ store, key }: RecordPlace): Promise<AuthorizerRecord | undefined> {
  const row = await store.get(authorizerKind, key)
  return row && readRecordRow(row)
}

/**
 * Changes a record whatever else happens at the same moment: `step` makes another of what is there, or undefined to
 * leave it. False when it was left, or others were faster again and again.
 */
export async function changeRecord(
  { store, key }: RecordPlace,
  now: number,
  step: (record: AuthorizerRecord | undefined) => AuthorizerRecord | undefined,
): Promise<boolean> {
  const changed = await changeRow(store, { kind: authorizerKind, key }, (row) => {
    const next = step(row && readRecordRow(row))
    const write = next && { value: writeRecord(next), expiresAt: now + lifeMs }
    return { answer: next !== undefined, write }
  })
  return changed === true
}

/** The newest first, the one before second, each once. */
export function listRefreshTokens(
  next: AuthorizerRefreshToken,
  before: AuthorizerRefreshToken | undefined,
): readonly AuthorizerRefreshToken[] {
  return before === undefined || before.isSame(next) ? [next] : [next, before]
}

function writeRecord({ refreshTokens, ...rest }: AuthorizerRecord): string {
  return JSON.stringify({ ...rest, refreshTokens: refreshTokens.map((token) => token.reveal()) })
}

function readRecordRow(row: KeptRow): AuthorizerRecord | undefined {
  const value = parseJson(row.value)
  if (!isRecord(value) || !Array.isArray(value.refreshTokens) || !Array.isArray(value.permissions))
    return undefined
  return {
    refreshTokens: value.refreshTokens
      .filter((token) => typeof token === 'string' && token !== '')
      .map((token: string) => hide(token, 'authorizer refresh token')),
    permissions: value.permissions.filter((id) => typeof id === 'number'),
    authorizedAt: typeof value.authorizedAt === 'number' ? value.authorizedAt : 0,
    withdrawnAt: typeof value.withdrawnAt === 'number' ? value.withdrawnAt : undefined,
  }
}

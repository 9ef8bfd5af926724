import { digestText } from '../digest.ts'
import { WeChatError } from '../error.ts'
import { hide, isSecret, type Secret } from '../secret.ts'
import type { KeptRow } from '../store/store.ts'

/** A credential as it is remembered. */
export interface KeptToken<Use extends string> {
  token: Secret<Use>
  /** Milliseconds since 1970. */
  expiresAt: number
  /** From this moment on another one is fetched, while this one still serves. */
  renewAt: number
  /** When it was fetched or adopted. */
  fetchedAt: number
  /** When WeChat answered a refusal of this token with the very same token; undefined when it never has. */
  confirmedAt: number | undefined
}

/** What has been refused lately, in milliseconds since 1970; it goes along from token to token, for all processes. */
export interface RefusalHistory {
  /** Every refusal within the last hour. */
  refusals: readonly number[]
  /** Those within ten minutes of tokens that were refused within seconds of their fetch: they never worked. */
  duds: readonly number[]
}

/** The longest life of a token or ticket at WeChat. */
export const longestLifeMs = 7_200_000
// The clocks of two machines, or of one before and after it was set, differ by less than this where all is well.
const mostSkewMs = 600_000
const shortestLifeMs = 60_000

/**
 * Makes a fetched answer fit to be kept: its life is brought between 60 and 7,200 s, and renewal falls due
 * `renewBeforeMs` before the end, or at half of a shorter life (a stable token comes with what is left of it).
 * Throws `credential_answer` for an answer without a token or an end.
 */
export function buildKeptToken<Use extends string>(
  fetched: { token: Secret<Use>; expiresAt: number },
  { now, renewBeforeMs }: { now: number; renewBeforeMs: number },
): KeptToken<Use> {
  const lifeMs = Math.min(Math.max(fetched.expiresAt - now, shortestLifeMs), longestLifeMs)
  if (!isSecret(fetched.token) || Number.isNaN(lifeMs))
    throw new WeChatError('credential_answer', 'What was fetched is no usable token')
  const expiresAt = now + lifeMs
  const renewAt = expiresAt - Math.min(renewBeforeMs, lifeMs / 2)
  return { token: fetched.token, expiresAt, renewAt, fetchedAt: now, confirmedAt: undefined }
}

/**
 * Whether a credential is there and its end has not come. An end that is further away than any token lives is the end
 * by a clock that has stepped back since: such a credential counts as over.
 */
export function isAlive<Use extends string>(
  kept: KeptToken<Use> | undefined,
  now: number,
): kept is KeptToken<Use> {
  return kept !== undefined && now < kept.expiresAt && kept.expiresAt - now <= longestLifeMs + mostSkewMs
}

/** The value of the row; its end is the row's own. */
export function buildKeptValue(
  { token, renewAt, fetchedAt, confirmedAt }: KeptToken<string>,
  history: RefusalHistory,
): string {
  return JSON.stringify({ token: token.reveal(), renewAt, fetchedAt, confirmedAt, ...history })
}

/**
 * What stands in the row of a credential that was refused: no token but its SHA-256, to be recognised if WeChat gives
 * it again, and the moment before which none is fetched, if there is one.
 */
export async function buildRefusedValue(
  token: Secret,
  history: RefusalHistory,
  fetchAfter: number | undefined,
): Promise<string> {
  return JSON.stringify({ refused: await digestText('SHA-256', token.reveal()), fetchAfter, ...history })
}

/** What stands in the row of a credential that was dropped: whoever was fetching by then sees that it is over. */
export const droppedValue = JSON.stringify({ dropped: true })

/** How long that has to stand: longer than any fetch takes. */
export const droppedMs = 3_600_000

/** The token of a row, or undefined when there is none: no row, a refused or dropped one, or a value that is not ours. */
export function readKeptToken<Use extends string>(
  row: KeptRow | undefined,
  use: Use,
): KeptToken<Use> | undefined {
  if (row === undefined) return undefined
  const { token, renewAt, fetchedAt, confirmedAt } = readFields(row.value)
  if (typeof token !== 'string' || token === '' || typeof renewAt !== 'number') return undefined
  return {
    token: hide(token, use),
    renewAt,
    expiresAt: row.expiresAt,
    fetchedAt: typeof fetchedAt === 'number' ? fetchedAt : 0,
    confirmedAt: typeof confirmedAt === 'number' ? confirmedAt : undefined,
  }
}

/** The refusals that a row tells of. */
export function readHistory(row: KeptRow | undefined): RefusalHistory {
  const { refusals, duds } = row === undefined ? {} : readFields(row.value)
  return { refusals: readTimes(refusals), duds: readTimes(duds) }
}

/** The moment before which none is to be fetched; 0 where there is none. */
export function readFetchAfter(row: KeptRow | undefined): number {
  const { fetchAfter } = row === undefined ? {} : readFields(row.value)
  return typeof fetchAfter === 'number' ? fetchAfter : 0
}

/** Whether the row says that this very token was refused. */
export async function isRefusedToken(row: KeptRow | undefined, token: Secret): Promise<boolean> {
  const { refused } = row === undefined ? {} : readFields(row.value)
  return typeof refused === 'string' && refused === (await digestText('SHA-256', token.reveal()))
}

function readTimes(value: unknown): readonly number[] {
  return Array.isArray(value) ? value.filter((at) => typeof at === 'number') : []
}

function readFields(value: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(value))
  } catch {
    // A row that cannot be read is as good as none: the next fetch writes over it.
    return {}
  }
}

import { WeChatError } from '../error.ts'
import { hide, Secret } from '../secret.ts'
import type { KeptRow } from '../store/store.ts'

/** A credential as it is remembered. */
export interface KeptToken<Use extends string> {
  token: Secret<Use>
  /** Milliseconds since 1970. */
  expiresAt: number
  /** From this moment on another one is fetched, while this one still serves. */
  renewAt: number
}

const shortestLifeMs = 60_000
const longestLifeMs = 7_200_000

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
  if (!(fetched.token instanceof Secret) || Number.isNaN(lifeMs))
    throw new WeChatError('credential_answer', 'What was fetched is no usable token')
  const expiresAt = now + lifeMs
  return { token: fetched.token, expiresAt, renewAt: expiresAt - Math.min(renewBeforeMs, lifeMs / 2) }
}

/** The value of the row; its end is the row's own. `refusals`: see `readRefusals`. */
export function buildKeptValue({ token, renewAt }: KeptToken<string>, refusals: readonly number[]): string {
  return JSON.stringify({ token: token.reveal(), renewAt, ...(refusals.length > 0 && { refusals }) })
}

/** What stands in the row of a credential that was refused: no token, but a version to compare with. */
export function buildRefusedValue(refusals: readonly number[]): string {
  return JSON.stringify({ refused: true, refusals })
}

/** What stands in the row of a credential that was dropped: whoever was fetching by then sees that it is over. */
export const droppedValue = JSON.stringify({ dropped: true })

/** How long that has to stand: longer than any fetch takes. */
export const droppedMs = longestLifeMs

/** The token of a row, or undefined when there is none: no row, a refused or dropped one, or a value that is not ours. */
export function readKeptToken<Use extends string>(
  row: KeptRow | undefined,
  use: Use,
): KeptToken<Use> | undefined {
  if (row === undefined) return undefined
  const { token, renewAt } = readFields(row.value)
  if (typeof token !== 'string' || token === '' || typeof renewAt !== 'number') return undefined
  return { token: hide(token, use), renewAt, expiresAt: row.expiresAt }
}

/**
 * When this credential was refused lately, in milliseconds since 1970: it goes along from token to token, so that
 * all processes see together that fetching does not help.
 */
export function readRefusals(row: KeptRow | undefined): readonly number[] {
  const { refusals } = row === undefined ? {} : readFields(row.value)
  return Array.isArray(refusals) ? refusals.filter((at) => typeof at === 'number') : []
}

function readFields(value: string): { token?: unknown; renewAt?: unknown; refusals?: unknown } {
  try {
    return Object(JSON.parse(value))
  } catch {
    // A row that cannot be read is as good as none: the next fetch writes over it.
    return {}
  }
}

import { WeChatError } from '../error.ts'
import type { KeptRow } from '../store/store.ts'

/** A credential as it is remembered. */
export interface KeptToken {
  token: string
  /** Milliseconds since 1970. */
  expiresAt: number
  /** From this moment on another one is fetched, while this one still serves. */
  renewAt: number
}

const shortestLifeMs = 60_000
const longestLifeMs = 7_200_000

/** What stands in the row of a credential that was refused: no token, but a version to compare with. */
export const refusedValue = JSON.stringify({ refused: true })

/**
 * Makes a fetched answer fit to be kept: its life is brought between 60 and 7,200 s, and renewal falls due
 * `renewBeforeMs` before the end, or at half of a shorter life (a stable token comes with what is left of it).
 * Throws `credential_answer` for an answer without a token or an end.
 */
export function buildKeptToken(
  fetched: { token: string; expiresAt: number },
  { now, renewBeforeMs }: { now: number; renewBeforeMs: number },
): KeptToken {
  const lifeMs = Math.min(Math.max(fetched.expiresAt - now, shortestLifeMs), longestLifeMs)
  if (typeof fetched.token !== 'string' || fetched.token === '' || Number.isNaN(lifeMs))
    throw new WeChatError('credential_answer', 'What was fetched is no usable token')
  const expiresAt = now + lifeMs
  return { token: fetched.token, expiresAt, renewAt: expiresAt - Math.min(renewBeforeMs, lifeMs / 2) }
}

/** The value of the row; its end is the row's own. */
export function buildKeptValue({ token, renewAt }: KeptToken): string {
  return JSON.stringify({ token, renewAt })
}

/** The token of a row, or undefined when there is none: no row, a refused one, or a value that is not ours. */
export function readKeptToken(row: KeptRow | undefined): KeptToken | undefined {
  if (row === undefined) return undefined
  const { token, renewAt } = readFields(row.value)
  if (typeof token !== 'string' || token === '' || typeof renewAt !== 'number') return undefined
  return { token, renewAt, expiresAt: row.expiresAt }
}

function readFields(value: string): { token?: unknown; renewAt?: unknown } {
  try {
    return Object(JSON.parse(value))
  } catch {
    // A row that cannot be read is as good as none: the next fetch writes over it.
    return {}
  }
}

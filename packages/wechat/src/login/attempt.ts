import { digestText, isSameText } from '../digest.ts'
import { buildUsageError } from '../error.ts'
import type { KeptRow, Store } from '../store/store.ts'
import { isRecord } from '../wire/json.ts'
import { isState, issueState } from './state.ts'

/** A sign-in that has begun: who started what, before the browser leaves for WeChat. */
export interface Attempt {
  /** Goes into the authorize link and comes back with the callback. */
  state: string
  appid: string
  scope: string
  /** The caller's own words, as JSON for example. */
  context: string
  /** Milliseconds since 1970. */
  startedAt: number
}

/** How far an attempt has come. */
export type AttemptPhase =
  | { phase: 'open' }
  | { phase: 'taken' }
  | { phase: 'done'; outcome: string }
  | { phase: 'failed'; failure: string }

/** The row of an attempt: kind `attempt`, key the state. */
export type AttemptRecord = AttemptPhase & {
  attempt: Attempt
  browserHash: string
  /** Until when its outcome is given again once it has ended, in milliseconds since 1970. */
  replayUntil?: number | undefined
}

/** The kind under which attempts are kept. */
export const attemptKind = 'attempt'

/** The options of an attempt. */
export interface StartAttemptOptions {
  store: Store
  appid: string
  scope: string
  /** The secret of a cookie of this browser; only its SHA-256 is kept. One cookie may have many attempts. */
  browserId: string
  /** Your own words, as JSON for example; the callback brings them back. Empty unless given. */
  context?: string | undefined
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: (() => number) | undefined
  /** How long the visitor may take; 600 unless given. */
  ttlSeconds?: number | undefined
}

/**
 * Starts an attempt, bound to a browser and an account, good for one callback. Throws a `TypeError`
 * (`login_browser_invalid`) without a browser id.
 */
export async function startAttempt(options: StartAttemptOptions): Promise<Attempt> {
  const { store, appid, scope, browserId, context = '', now = Date.now, ttlSeconds = 600 } = options
  if (browserId === '')
    throw buildUsageError('login_browser_invalid', 'An attempt must be bound to a browser')
  const attempt: Attempt = { state: issueState(), appid, scope, context, startedAt: now() }
  const record: AttemptRecord = { phase: 'open', attempt, browserHash: await hashBrowserId(browserId) }
  await store.save(attemptKind, attempt.state, JSON.stringify(record), {
    expiresAt: attempt.startedAt + ttlSeconds * 1000,
  })
  return attempt
}

/**
 * Looks at an attempt without taking it, whosever browser asks: for a page that offers a new start after a refused
 * callback. Undefined when the state is unknown or has expired. It proves nothing about who is asking.
 */
export async function findAttempt({
  store,
  state,
}: {
  store: Store
  state: string
}): Promise<Attempt | undefined> {
  const row = isState(state) ? await store.get(attemptKind, state) : undefined
  return row && readAttemptRecord(row)?.attempt
}

/**
 * The same for the browser that began it, with how far it has come: undefined for every other browser. An attempt that
 * has ended stays known for as long as an open one, so that its visitor can start again.
 */
export async function findOwnAttempt({
  store,
  state,
  browserId,
}: {
  store: Store
  state: string
  browserId: string | undefined
}): Promise<{ attempt: Attempt; phase: AttemptPhase['phase'] } | undefined> {
  const row = isState(state) && browserId ? await store.get(attemptKind, state) : undefined
  const record = row && readAttemptRecord(row)
  if (record === undefined || !browserId) return undefined
  const isOwn = isSameText(await hashBrowserId(browserId), record.browserHash)
  return isOwn ? { attempt: record.attempt, phase: record.phase } : undefined
}

/** The attempt of a row, or undefined when the row is not one of ours. */
export function readAttemptRecord(row: KeptRow): AttemptRecord | undefined {
  try {
    const record: unknown = JSON.parse(row.value)
    return isAttemptRecord(record) ? record : undefined
  } catch {
    return undefined
  }
}

/** SHA-256 of a browser id, hexadecimal. */
export function hashBrowserId(browserId: string): Promise<string> {
  return digestText('SHA-256', browserId)
}

function isAttemptRecord(value: unknown): value is AttemptRecord {
  if (!isRecord(value) || !isRecord(value.attempt)) return false
  const { state, appid, scope, context, startedAt } = value.attempt
  const texts = [state, appid, scope, context, value.browserHash, readEnd(value)]
  return texts.every((text) => typeof text === 'string') && typeof startedAt === 'number'
}

/** The text that a phase must have beside it; the phase itself where it needs none. */
function readEnd({ phase, outcome, failure }: Record<string, unknown>): unknown {
  if (phase === 'done') return outcome
  return phase === 'failed' ? failure : /^(?:open|taken)$/.exec(`${phase}`)?.[0]
}

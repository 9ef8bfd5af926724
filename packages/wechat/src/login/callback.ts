import { isSameText } from '../digest.ts'
import { WeChatError } from '../error.ts'
import { poll, type WaitTime } from '../store/poll.ts'
import type { Store } from '../store/store.ts'
import {
  type Attempt,
  type AttemptPhase,
  type AttemptRecord,
  attemptKind,
  hashBrowserId,
  readAttemptRecord,
} from './attempt.ts'
import { type CheckedCode, readCheckedCode } from './checked-code.ts'
import { isState } from './state.ts'

/** A callback's query, and the step that is done once. */
export interface CallbackOptions extends WaitTime {
  store: Store
  /** The account whose callback URL this is. */
  appid: string
  /** From this browser's cookie; undefined when it sent none. */
  browserId: string | undefined
  query: { state?: string | null | undefined; code?: string | null | undefined }
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: (() => number) | undefined
  /** How long after its end the same browser still gets the outcome; 60 unless given. */
  replaySeconds?: number | undefined
  /** How long a later callback waits for the first one; 15,000 unless given. */
  waitMs?: number | undefined
  /** Ends the sign-in and answers where it ended. Runs at most once per attempt, whatever happens. */
  finish: (arrival: { attempt: Attempt; code: CheckedCode | undefined }) => Promise<string>
}

/** Where a callback ended; `first` is true for the one that ran `finish`. */
export interface CallbackResult {
  outcome: string
  first: boolean
  attempt: Attempt
}

// How long a taken attempt stays known, so that those who come later learn that it is stuck.
const takenSeconds = 120
// How long an attempt stays known after its start, so that its visitor can begin it again.
const knownMs = 600_000

/**
 * Takes what WeChat's redirect brought. Checks, in this order: there is a state, it is known, it belongs to this
 * browser, it was issued for this account; a refusal is a `WeChatError` with a `login_` code, changes nothing and
 * leaves the attempt open for its right browser. Then exactly one callback, among processes as well, runs
 * `finish`; all others of the same browser, with the same code or another one, wait and get the same outcome.
 * `code` is undefined when the visitor refused (missing, empty or `authdeny`).
 *
 * If `finish` throws, its error goes to the first callback, and later ones get `login_attempt_stuck` at once. If
 * its process dies, they get it `waitMs` after it took the attempt. There is never a second `finish`: a code works only once, and the
 * visitor starts again.
 */
export async function takeCallback(options: CallbackOptions): Promise<CallbackResult> {
  const { store, query, now = Date.now } = options
  const { state, version, expiresAt: endsAt, record } = await readArrival(options)
  if (record.phase === 'open') {
    const value = JSON.stringify({ ...record, phase: 'taken' })
    const expiresAt = now() + takenSeconds * 1000
    if (await store.compareAndSave(attemptKind, state, version, value, { expiresAt }))
      return await finishFirst(options, record, readCheckedCode(query.code))
  }
  // Taken a while ago, perhaps by a process that is gone: only what is left of its time is worth waiting for.
  const takenAt = record.phase === 'taken' ? endsAt - takenSeconds * 1000 : now()
  return await waitForFirst(options, record, takenAt)
}

async function readArrival(options: CallbackOptions) {
  const { store, appid, browserId, now = Date.now } = options
  const { state } = options.query
  if (!state) throw refuse('login_state_missing', 'The callback has no state')
  const row = isState(state) ? await store.get(attemptKind, state) : undefined
  const record = row && readAttemptRecord(row)
  if (!row || !record || (record.replayUntil ?? Infinity) <= now())
    throw refuse('login_state_unknown', 'The state was never issued or has expired')
  if (!browserId || !isSameText(await hashBrowserId(browserId), record.browserHash))
    throw refuse('login_browser_mismatch', 'The state belongs to another browser')
  if (record.attempt.appid !== appid)
    throw refuse('login_appid_mismatch', 'The state was issued for another account')
  return { ...row, state, record }
}

async function finishFirst(
  options: CallbackOptions,
  record: AttemptRecord,
  code: CheckedCode | undefined,
): Promise<CallbackResult> {
  const { attempt } = record
  try {
    const outcome = await options.finish({ attempt, code })
    await saveEnd(options, record, { phase: 'done', outcome })
    return { outcome, first: true, attempt }
  } catch (error) {
    const failure = error instanceof WeChatError ? error.code : 'unexpected'
    // The error of finish is the one to tell, even when the store fails as well.
    await saveEnd(options, record, { phase: 'failed', failure }).catch(() => undefined)
    throw error
  }
}

async function saveEnd(options: CallbackOptions, record: AttemptRecord, end: AttemptPhase): Promise<void> {
  const { store, now = Date.now, replaySeconds = 60 } = options
  const { attempt } = record
  const replayUntil = now() + replaySeconds * 1000
  const ended: AttemptRecord = { ...record, ...end, replayUntil }
  await store.save(attemptKind, attempt.state, JSON.stringify(ended), {
    expiresAt: Math.max(replayUntil, attempt.startedAt + knownMs),
  })
}

async function waitForFirst(
  options: CallbackOptions,
  record: AttemptRecord,
  takenAt: number,
): Promise<CallbackResult> {
  const { store, waitMs: longestMs = 15_000, now = Date.now } = options
  const waitMs = Math.min(longestMs, takenAt + longestMs - now())
  const { attempt } = record
  const end = await poll(() => readEnd(store, attempt.state), { ...options, waitMs })
  if (end === undefined) throw refuse('login_attempt_stuck', 'The first callback has not ended')
  if (end.phase === 'done') return { outcome: end.outcome, first: false, attempt }
  throw refuse('login_attempt_stuck', `The first callback has failed: ${end.failure}`)
}

async function readEnd(store: Store, state: string) {
  const row = await store.get(attemptKind, state)
  const record = row && readAttemptRecord(row)
  if (record === undefined) return { phase: 'failed', failure: 'gone' } as const
  return record.phase === 'done' || record.phase === 'failed' ? record : undefined
}

function refuse(
  code: `login_${'state_missing' | 'state_unknown' | 'browser_mismatch' | 'appid_mismatch' | 'attempt_stuck'}`,
  message: string,
): WeChatError {
  return new WeChatError(code, message)
}

import { isSameText } from '../digest.ts'
import { hashBrowserId } from '../login/attempt.ts'
import { issueState } from '../login/state.ts'
import { changeRow } from '../store/change-row.ts'
import type { KeptRow, Store } from '../store/store.ts'
import { isRecord, parseJson } from '../wire/json.ts'

/**
 * How far a sign-in from a computer through a phone has come: the code waits to be scanned, somebody has scanned it and
 * it is theirs alone, they said yes or no, and the computer has fetched the result.
 */
export type HandoffStatus = 'pending' | 'claimed' | 'approved' | 'denied' | 'redeemed'

/** A sign-in from a computer through a phone. */
export interface Handoff {
  status: HandoffStatus
  /** Two digits that the computer shows and the phone asks for: a photograph of the code alone signs nobody in. */
  number: string
  /** The caller's own words, from the start. */
  context: string
  /** The person who has scanned it, as the caller names people. */
  claimedBy: string | undefined
  /** The caller's own words, from the approval; for the computer. */
  result: string | undefined
  /** Milliseconds since 1970. */
  createdAt: number
  wrongNumbers: number
}

interface HandoffRecord extends Handoff {
  browserHash: string
  /** When this status is over, in milliseconds since 1970; what it was begun for stays known a while longer. */
  endsAt: number
}

/** Where a handoff lies, and by which clock. */
export interface HandoffPlace {
  store: Store
  /** The handle in the code, for everybody to see. It proves nothing. */
  handle: string
  /** Milliseconds since 1970; `Date.now` unless given. */
  now?: (() => number) | undefined
}

/** Why a phone may not go on: it is over, or somebody else has scanned it. */
export type HandoffRefusal = 'gone' | 'taken'

const handoffKind = 'handoff'
const pendingMs = 120_000
const claimedMs = 300_000
const endedMs = 60_000
// So that a computer that was left alone can begin the same again.
const knownMs = 600_000
const mostWrong = 3

/**
 * Starts a handoff for a browser of a computer: `handle` goes into the code, `number` onto the screen. It lives for 120
 * s until it is scanned, then for 5 minutes. Only the SHA-256 of `browserId` is kept.
 */
export async function startHandoff(options: {
  store: Store
  browserId: string
  context: string
  now?: (() => number) | undefined
}): Promise<{ handle: string; number: string }> {
  const { store, browserId, context, now = Date.now } = options
  const handle = issueState()
  const createdAt = now()
  const record: HandoffRecord = {
    status: 'pending',
    number: issueNumber(),
    context,
    claimedBy: undefined,
    result: undefined,
    createdAt,
    wrongNumbers: 0,
    browserHash: await hashBrowserId(browserId),
    endsAt: createdAt + pendingMs,
  }
  const expiresAt = record.endsAt + knownMs
  await store.save(handoffKind, handle, JSON.stringify(record), { expiresAt })
  return { handle, number: record.number }
}

/** The handoff that this browser started; undefined when it is another's, or over. */
export async function findHandoff({
  browserId,
  ...place
}: HandoffPlace & { browserId: string | undefined }): Promise<Handoff | undefined> {
  const record = await read(place)
  return record && !isOver(record, place) && (await isOwn(record, browserId)) ? record : undefined
}

/** The context for which this browser began a handoff, for ten minutes after its end too; undefined when it is another's. */
export async function findOwnContext({
  browserId,
  ...place
}: HandoffPlace & { browserId: string | undefined }): Promise<string | undefined> {
  const record = await read(place)
  return record && (await isOwn(record, browserId)) ? record.context : undefined
}

/** A handoff, whosever it is: for whom has only the handle. It proves nothing about who is asking. */
export async function lookUpHandoff(place: HandoffPlace): Promise<Handoff | undefined> {
  const record = await read(place)
  return record && !isOver(record, place) ? record : undefined
}

/** Scanned: it belongs to whom scans it first, who alone may say yes or no. */
export function claimHandoff({
  by,
  ...place
}: HandoffPlace & { by: string }): Promise<Handoff | HandoffRefusal> {
  return change(place, (record) => {
    if (record.status === 'claimed' && record.claimedBy === by) return { record, isSame: true }
    if (record.status !== 'pending') return record.claimedBy === by ? 'gone' : 'taken'
    return { record: { ...record, status: 'claimed', claimedBy: by }, lifeMs: claimedMs }
  })
}

/** Yes, by who has scanned it, with the number that the computer shows. After three wrong ones it is over. */
export async function approveHandoff({
  by,
  number,
  result,
  ...place
}: HandoffPlace & { by: string; number: string; result: string }): Promise<
  'approved' | 'number_wrong' | HandoffRefusal
> {
  const outcome = await change(place, (record) => {
    const refusal = readRefusal(record, by)
    if (refusal !== undefined) return refusal
    if (isSameText(record.number, number))
      return { record: { ...record, status: 'approved', result }, lifeMs: endedMs }
    const wrongNumbers = record.wrongNumbers + 1
    if (wrongNumbers < mostWrong) return { record: { ...record, wrongNumbers } }
    return { record: { ...record, wrongNumbers, status: 'denied' }, lifeMs: endedMs }
  })
  if (typeof outcome === 'string') return outcome
  if (outcome.status === 'denied') return 'gone'
  return outcome.status === 'approved' ? 'approved' : 'number_wrong'
}

/** No: the computer is told, and nothing was signed in. Only who has scanned the code may say it. */
export async function denyHandoff({
  by,
  ...place
}: HandoffPlace & { by: string }): Promise<'denied' | HandoffRefusal> {
  const outcome = await change(
    place,
    (record) => readRefusal(record, by) ?? { record: { ...record, status: 'denied' }, lifeMs: endedMs },
  )
  return typeof outcome === 'string' ? outcome : 'denied'
}

/**
 * The result that the phone approved, for the browser that started it; undefined for all others and before. The same browser gets
 * it again for a minute, since pages are loaded twice.
 */
export async function redeemHandoff({
  browserId,
  ...place
}: HandoffPlace & { browserId: string | undefined }): Promise<
  { context: string; result: string } | undefined
> {
  const found = await read(place)
  if (found === undefined || !(await isOwn(found, browserId))) return undefined
  const outcome = await change(place, (record) => {
    if (record.status === 'redeemed') return { record, isSame: true }
    return record.status === 'approved'
      ? { record: { ...record, status: 'redeemed' }, lifeMs: endedMs }
      : 'gone'
  })
  if (typeof outcome === 'string' || outcome.result === undefined) return undefined
  return { context: outcome.context, result: outcome.result }
}

function readRefusal(record: HandoffRecord, by: string): HandoffRefusal | undefined {
  if (record.claimedBy !== by) return 'taken'
  return record.status === 'claimed' ? undefined : 'gone'
}

/** The next status of a handoff: `lifeMs` is how long it lasts, and `isSame` that there is nothing to write. */
type Step = (
  record: HandoffRecord,
) => { record: HandoffRecord; lifeMs?: number; isSame?: boolean } | HandoffRefusal

/** One step, whatever else happens at the same moment. */
async function change(place: HandoffPlace, step: Step): Promise<Handoff | HandoffRefusal> {
  const { store, handle, now = Date.now } = place
  if (!isHandle(handle)) return 'gone'
  const outcome = await changeRow<Handoff | HandoffRefusal>(
    store,
    { kind: handoffKind, key: handle },
    (row) => {
      const record = row && readRecord(row)
      if (row === undefined || record === undefined || isOver(record, place)) return { answer: 'gone' }
      const next = step(record)
      if (typeof next === 'string') return { answer: next }
      // Many loads of one finish only read: a write by each would make the last ones fail.
      if (next.isSame) return { answer: next.record }
      const endsAt = next.lifeMs === undefined ? record.endsAt : now() + next.lifeMs
      const value = JSON.stringify({ ...next.record, endsAt })
      // The handoff belongs to the person who scanned it: when they are forgotten, what they approved is gone too.
      const { claimedBy: owner } = next.record
      const write = { value, expiresAt: endsAt + knownMs, ...(owner !== undefined && { owner }) }
      return { answer: next.record, write }
    },
  )
  return outcome ?? 'gone'
}

async function read({ store, handle }: HandoffPlace): Promise<HandoffRecord | undefined> {
  const row = isHandle(handle) ? await store.get(handoffKind, handle) : undefined
  return row && readRecord(row)
}

function isOver({ endsAt }: HandoffRecord, { now = Date.now }: HandoffPlace): boolean {
  return now() >= endsAt
}

function isHandle(text: string): boolean {
  return /^[A-Za-z0-9]{32}$/.test(text)
}

function readRecord({ value }: KeptRow): HandoffRecord | undefined {
  const record = parseJson(value)
  return isRecord(record) ? (record as unknown as HandoffRecord) : undefined
}

async function isOwn({ browserHash }: HandoffRecord, browserId: string | undefined): Promise<boolean> {
  return browserId !== undefined && isSameText(browserHash, await hashBrowserId(browserId))
}

/** 10 to 99, each as likely: of 256 byte values the 180 first are twice 90. */
function issueNumber(): string {
  while (true) {
    const [byte = 255] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < 180) return String(10 + (byte % 90))
  }
}

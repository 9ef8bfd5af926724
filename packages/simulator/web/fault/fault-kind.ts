import type { Fault } from '../api/answer.ts'
import type { MessageKey } from '../words/words.ts'

export type FaultKind = Fault['kind']
export type FaultField = 'errcode' | 'status' | 'body' | 'contentType' | 'set' | 'unset' | 'bytes' | 'everyMs'

type Sketch = { says: MessageKey; acts: boolean; fields: readonly FaultField[] }

/** What each kind does, whether the call still acts, and what it wants to know. */
export const FAULT_KINDS: Record<FaultKind, Sketch> = {
  errcode: { says: 'fault.kindErrcode', acts: false, fields: ['errcode'] },
  http: { says: 'fault.kindHttp', acts: false, fields: ['status'] },
  html: { says: 'fault.kindHtml', acts: false, fields: ['status'] },
  empty: { says: 'fault.kindEmpty', acts: false, fields: ['status'] },
  body: { says: 'fault.kindBody', acts: false, fields: ['body', 'status', 'contentType'] },
  merge: { says: 'fault.kindMerge', acts: true, fields: ['set', 'unset'] },
  slow: { says: 'fault.kindSlow', acts: true, fields: [] },
  hang: { says: 'fault.kindHang', acts: false, fields: [] },
  reset: { says: 'fault.kindReset', acts: false, fields: [] },
  'commit-then-reset': { says: 'fault.kindCommit', acts: true, fields: [] },
  truncate: { says: 'fault.kindTruncate', acts: true, fields: [] },
  drip: { says: 'fault.kindDrip', acts: true, fields: ['everyMs'] },
  'big-body': { says: 'fault.kindBig', acts: false, fields: ['bytes'] },
}

/** The fields of a new fault as typed; texts, because that is what fields hold. */
export type FaultDraft = Record<FaultField | 'path' | 'appid' | 'times' | 'probability' | 'delayMs', string>

/** What the fields hold at first. */
export function buildDraft(): FaultDraft {
  return {
    path: '/sns/oauth2/access_token',
    appid: '',
    times: '1',
    probability: '1',
    delayMs: '0',
    errcode: '-1',
    status: '502',
    body: '{}',
    contentType: '',
    set: '{}',
    unset: '',
    bytes: '16000000',
    everyMs: '100',
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The fields to change, or undefined where the text is no JSON object. */
export function readSet(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function readField(field: FaultField, draft: FaultDraft): unknown {
  if (field === 'set') return readSet(draft.set) ?? {}
  if (field === 'unset') return draft.unset.split(',').flatMap((name) => name.trim() || [])
  if (field === 'body') return draft.body
  if (field === 'contentType') return draft.contentType || undefined
  return Number(draft[field])
}

/** The body of `POST /__sim/faults`; what is as usual is left out. */
export function buildFaultBody(kind: FaultKind, draft: FaultDraft): Record<string, unknown> {
  const own = FAULT_KINDS[kind].fields.map((field) => [field, readField(field, draft)] as const)
  const delayMs = Number(draft.delayMs) || (kind === 'slow' ? 1_000 : 0)
  return {
    ...(draft.path === '' ? {} : { path: draft.path }),
    ...(draft.appid === '' ? {} : { appid: draft.appid }),
    kind,
    ...Object.fromEntries(own.filter(([, value]) => value !== undefined)),
    ...(draft.times === '1' ? {} : { times: Number(draft.times) }),
    ...(draft.probability === '1' ? {} : { probability: Number(draft.probability) }),
    ...(delayMs === 0 ? {} : { delayMs }),
  }
}

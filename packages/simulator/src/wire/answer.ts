import type { Call } from '../rules/call.ts'
import type { Refused, Warning, Words } from '../rules/rule.ts'
import { randomRequestId } from '../world/random-text.ts'
import { readErrmsg } from './errmsg.ts'

/** What the journal tells about an answer beyond its codes. */
export type Detail = {
  wrong?: Words
  sent?: string
  passes?: Words
  source?: string
  confidence?: string
  /** What was let pass but deserves a note. */
  warnings: Warning[]
}

/** An answer as it will go over the wire. */
export type Answer = {
  status: number
  headers: Record<string, string>
  /** Text, or the bytes of a picture. */
  body: string | Uint8Array
  /** 0 for a success of the API, null for pages and redirects without a code. */
  errcode: number | null
  /** The rule that decided; null when nothing special did. */
  rule: string | null
  detail: Detail
  /** For pages: the name and text a person reads. */
  page?: { name: string; text: string }
  /** For an error of the API: the id that its text ends with. */
  requestId?: string
  /** For a redirect: further times the phone loads the callback (switch `duplicateCallback`). */
  duplicates?: string[]
}

/** JSON as WeChat writes it: one line, `/` as `\/`, other characters raw. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('/', '\\/')
}

/** `/sns` labels its JSON as text, `/cgi-bin` says `encoding=` where `charset=` belongs; both are WeChat's. */
function buildHeaders(path: string): Record<string, string> {
  return {
    'content-type': path.startsWith('/sns/') ? 'text/plain' : 'application/json; encoding=utf-8',
    'cache-control': 'no-cache, must-revalidate',
  }
}

/** With the switch `controlCharacters: raw` they stand in the text as they are, which is not JSON. */
function writeControlCharacters({ world }: Call, json: string): string {
  if (world.switches.controlCharacters === 'escaped') return json
  return json.replace(/\\(?:\\|u00([01][0-9a-f]))/g, (written: string, hex: string | undefined) =>
    hex === undefined ? written : String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** Errors of these calls still carry the hint of old before the id, as captured. */
function hasOldHint(path: string, errcode: number): boolean {
  return [40092, 45157, 45159].includes(errcode) || (errcode === 40029 && path.startsWith('/wxa/'))
}

/** What stands behind the text of an error: the request id, or the hint of older answers. */
function buildSuffix({ world, path }: Pick<Call, 'world' | 'path'>, errcode: number, id: string): string {
  const isSns = path.startsWith('/sns/')
  const { errmsgSuffix } = world.switches
  if (errmsgSuffix === 'none') return ''
  const hint = id.slice(-13).replace('-', '_')
  if (errmsgSuffix === 'rid') {
    const old = hasOldHint(path, errcode) ? ` hint: [${hint}${id.slice(0, 3)}]` : ''
    return `${isSns ? ',' : ''}${old} rid: ${id}`
  }
  return isSns ? `, hints: [ req_id: ${hint.replace('_', '')} ]` : ` hint: [${hint}]`
}

/** A success of an API call. Reads carry no errcode. */
export function buildSuccess(call: Call, body: Record<string, unknown>): Answer {
  return {
    status: 200,
    headers: buildHeaders(call.path),
    body: writeControlCharacters(call, writeJson(body)),
    errcode: 0,
    rule: call.decidedBy,
    detail: { warnings: call.warnings },
  }
}

/** `{errcode, errmsg}` with a request id that begins with the simulated time. HTTP 200, as at WeChat. */
export function buildError(
  call: Pick<Call, 'world' | 'path' | 'now' | 'warnings'>,
  errcode: number,
  rule: string,
  errmsg = readErrmsg(errcode, call.path),
): Answer {
  const requestId = randomRequestId(call.now)
  return {
    status: 200,
    headers: buildHeaders(call.path),
    body: writeJson({ errcode, errmsg: `${errmsg}${buildSuffix(call, errcode, requestId)}` }),
    requestId,
    errcode,
    rule,
    detail: { warnings: call.warnings },
  }
}

/** What the journal says about a refusal. */
export function buildRefusalDetail(refused: Refused, warnings: Warning[]): Detail {
  const { wrong, passes, source, confidence } = refused.rule
  return { wrong, sent: refused.sent, passes, source, confidence, warnings }
}

/** The API's answer to a refused call. */
export function buildRefusal(call: Call, refused: Refused): Answer {
  const answer = buildError(call, refused.errcode ?? -1, refused.rule.name, refused.errmsg)
  return { ...answer, detail: buildRefusalDetail(refused, call.warnings) }
}

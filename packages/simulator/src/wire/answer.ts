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

/** A success of an API call. Reads carry no errcode. */
export function buildSuccess(call: Call, body: Record<string, unknown>): Answer {
  return {
    status: 200,
    headers: buildHeaders(call.path),
    body: writeJson(body),
    errcode: 0,
    rule: call.decidedBy,
    detail: { warnings: call.warnings },
  }
}

/** `{errcode, errmsg}` with a request id that begins with the simulated time. HTTP 200, as at WeChat. */
export function buildError(
  call: Pick<Call, 'path' | 'now' | 'warnings'>,
  errcode: number,
  rule: string,
  errmsg = readErrmsg(errcode, call.path),
): Answer {
  const separator = call.path.startsWith('/sns/') ? ', rid: ' : ' rid: '
  return {
    status: 200,
    headers: buildHeaders(call.path),
    body: writeJson({ errcode, errmsg: `${errmsg}${separator}${randomRequestId(call.now)}` }),
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

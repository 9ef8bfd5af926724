import type { Fault } from '../fault.ts'
import type { Call } from '../rules/call.ts'
import { type Answer, writeJson } from './answer.ts'

/** How the bytes of an answer leave: whole, cut in the middle, one by one, never, or with the connection reset. */
export type Delivery = 'whole' | 'truncate' | 'drip' | 'hang' | 'drop'

/** How one kind of request is answered, and what it says when an errcode is forced upon it. */
export type Handler = {
  handle(call: Call): Answer
  buildFaultError(call: Call, errcode: number, errmsg: string | undefined): Answer
}

function buildPlain(call: Call, status: number, body: string, contentType?: string): Answer {
  return {
    status,
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body,
    errcode: null,
    rule: null,
    detail: { warnings: call.warnings },
  }
}

const HTML =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n'

/** Raw control characters (switch `controlCharacters`) are no JSON; such an answer is left as it is. */
function parse(body: string): object | undefined {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function mergeBody(answer: Answer, fault: Extract<Fault, { kind: 'merge' }>): Answer {
  const type = answer.headers['content-type'] ?? ''
  if (type.startsWith('text/html') || typeof answer.body !== 'string' || answer.body === '') return answer
  const parsed = parse(answer.body)
  if (!parsed) return answer
  const body = Object.entries({ ...parsed, ...fault.set })
  return {
    ...answer,
    body: writeJson(Object.fromEntries(body.filter(([name]) => !fault.unset.includes(name)))),
  }
}

/** Lets the call act, or not, and bends its answer as the fault says. */
export function breakAnswer(fault: Fault, call: Call, handler: Handler): Answer {
  const readType = () => handler.buildFaultError(call, -1, undefined).headers['content-type']
  switch (fault.kind) {
    case 'errcode':
      return handler.buildFaultError(call, fault.errcode, fault.errmsg)
    case 'http':
      return buildPlain(call, fault.status, '')
    case 'html':
      return buildPlain(call, fault.status, HTML, 'text/html')
    case 'empty':
      return buildPlain(call, fault.status, '', readType())
    case 'body':
      return buildPlain(call, fault.status, fault.body, fault.contentType ?? readType())
    case 'big-body':
      return buildPlain(call, 200, `{"padding":"${'x'.repeat(fault.bytes)}"}`, readType())
    case 'reset':
    case 'hang':
      return buildPlain(call, 0, '')
    case 'merge':
      return mergeBody(handler.handle(call), fault)
    case 'commit-then-reset':
      return { ...handler.handle(call), status: 0 }
    default:
      return handler.handle(call)
  }
}

/** How a fault makes the bytes leave. */
export function readDelivery(fault: Fault | undefined): Delivery {
  if (fault?.kind === 'truncate' || fault?.kind === 'drip' || fault?.kind === 'hang') return fault.kind
  return fault?.kind === 'reset' || fault?.kind === 'commit-then-reset' ? 'drop' : 'whole'
}

/** One call of the simulator's own API. A body that is a function is built when the call is made. */
export type SimCall = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/__sim/`, for example `people/alice/follow`. */
  path: string
  body?: unknown
}

/** The simulator said no: which field, and why, in its own words. */
export class CallRefused extends Error {
  readonly code = 'call_refused'
  readonly status: number

  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

function readBody({ body }: SimCall): unknown {
  return typeof body === 'function' ? body() : body
}

function readDetail(text: string): string {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer === 'object' && answer !== null && 'detail' in answer) return String(answer.detail)
  } catch {
    // Not JSON: the text itself is the best there is.
  }
  return text.slice(0, 300)
}

/** Makes a call. Rejects with `CallRefused`, or with `fetch`'s own error when the simulator is gone. */
export async function sendCall<Answer>(call: SimCall, fetcher: typeof fetch = fetch): Promise<Answer> {
  const body = readBody(call)
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_TYPE }
  const response = await fetcher(`/__sim/${call.path}`, { method: call.method, cache: 'no-store', ...init })
  const text = await response.text()
  if (!response.ok) throw new CallRefused(response.status, readDetail(text))
  return JSON.parse(text)
}

const JSON_TYPE = { 'content-type': 'application/json' }

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** The call as a line for a shell. */
export function buildCurl(call: SimCall, origin: string): string {
  const body = readBody(call)
  const isPlain =
    (call.method === 'GET' && body === undefined) || (call.method === 'POST' && body !== undefined)
  const method = isPlain ? [] : ['-X', call.method]
  const data = body === undefined ? [] : ['-d', quote(JSON.stringify(body))]
  const url = `${origin}/__sim/${call.path}`
  return ['curl -s', ...method, /[?&*]/.test(url) ? quote(url) : url, ...data].join(' ')
}

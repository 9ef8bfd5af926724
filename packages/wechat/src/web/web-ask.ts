import type { Answer, Ask } from '../way/ask.ts'
import { readBody } from './read-body.ts'

// A longer body is no form of ours, and is as good as empty.
const mostBytes = 10_000

/** A request of the web as the way asks it. */
export function buildAsk(request: Request, url: URL): Ask {
  return {
    method: request.method,
    url,
    header: (name) => request.headers.get(name) ?? undefined,
    readForm: async () => new URLSearchParams(new TextDecoder().decode(await readBody(request, mostBytes))),
  }
}

/** An answer of the way as the web sends it. */
export function buildResponse({ status, headers, cookies, body }: Answer): Response {
  const sent = new Headers(headers)
  for (const cookie of cookies) sent.append('set-cookie', cookie)
  return new Response(body === '' ? null : body, { status, headers: sent })
}

import { joinBytes } from '../digest.ts'
import { buildUsageError } from '../error.ts'

/**
 * The bytes of a body, undefined for one beyond the limit: of that at most the limit and one chunk are read, and what
 * is left stays unread. Throws a `TypeError` (`web_body_used`) for a body that somebody else has read.
 */
export async function readBody(request: Request, mostBytes: number): Promise<Uint8Array | undefined> {
  if (request.bodyUsed) throw buildBodyUsedError()
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return undefined
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  // Leaving the loop cancels the stream.
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > mostBytes) return undefined
    chunks.push(chunk)
  }
  return joinBytes(...chunks)
}

/** A body can be read once: what came before us has to leave it alone, or hand over what it read. */
export function buildBodyUsedError(): TypeError {
  return buildUsageError(
    'web_body_used',
    'The body of this request was read before, and what was read is not on `body` of the request: let this handler come first, or hand over the text as it came',
  )
}

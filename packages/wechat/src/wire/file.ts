import { readAnswer } from './answer.ts'
import { buildOutgoing, fetchJudged, type Wire, type WireRequest } from './call.ts'

/** A file that WeChat answered with: a picture, a voice, a video. */
export interface WeChatFile {
  path: string
  bytes: Uint8Array
  /** As WeChat says, `image/jpeg` for one; empty where it says nothing. */
  contentType: string
  /** From `Content-Disposition`; undefined where WeChat names none. Not a path to write to unchecked. */
  name: string | undefined
}

const mostFileBytes = 20_000_000
const fileMs = 60_000

/**
 * Sends one request whose answer is a file, up to 20 MB within 60 s (or what request and wire allow beyond that). An
 * answer that is an error is thrown as by `fetchAnswer`: WeChat says no in JSON here too. JSON that is no error, as of
 * a video that is to be fetched elsewhere, comes back as the file that it is.
 */
export async function fetchFile(wire: Wire, request: WireRequest): Promise<WeChatFile> {
  const { path } = request
  const limited = {
    ...request,
    maxBytes: request.maxBytes ?? mostFileBytes,
    timeoutMs: request.timeoutMs ?? fileMs,
  }
  return await fetchJudged(wire, buildOutgoing(limited), ({ status, bytes, headers }, redact) => {
    const contentType = headers.get('content-type') ?? ''
    const text = isFile(contentType, bytes) ? undefined : new TextDecoder('utf-8').decode(bytes)
    if (text !== undefined || status >= 300) readAnswer({ path, status, text: text ?? '', redact })
    return { path, bytes, contentType, name: readName(headers.get('content-disposition') ?? '') }
  })
}

/** Bytes that are no text: named as such, and not beginning as JSON or HTML do. */
function isFile(contentType: string, bytes: Uint8Array): boolean {
  const [first] = new TextDecoder('latin1').decode(bytes.subarray(0, 64)).trimStart()
  return first !== undefined && first !== '{' && first !== '<' && !contentType.startsWith('text/html')
}

function readName(disposition: string): string | undefined {
  return /filename="([^"]+)"/i.exec(disposition)?.[1]
}

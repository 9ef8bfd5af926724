import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

/** How a developer's server answered; `status` 0 and a reason when it did not. */
export type Posted = { status: number; body: string; failure: string | null }

/** A request to a developer's server; a GET when there is no body. */
export type Post = { url: URL; body?: string; contentType?: string; deadlineMs: number; signal?: AbortSignal }

/** WeChat reads no more than it needs of an answer. */
const KEPT_BYTES = 64 * 1024

/** Whether a host is this machine itself. */
export function isLoopbackHost(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host)
  )
}

/** Certificates nobody vouches for are usual on one's own machine and accepted there alone. */
function start({ url, body, contentType = 'text/plain' }: Post): ClientRequest {
  const about =
    body === undefined ? {} : { 'content-type': contentType, 'content-length': Buffer.byteLength(body) }
  const headers = { 'user-agent': 'Mozilla/4.0', ...about }
  const options = { method: body === undefined ? 'GET' : 'POST', headers, agent: false as const }
  return url.protocol === 'https:'
    ? requestHttps(url, { ...options, rejectUnauthorized: !isLoopbackHost(url.hostname) })
    : requestHttp(url, options)
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk)
    chunks.push(bytes.subarray(0, KEPT_BYTES - size))
    size += bytes.length
    if (size >= KEPT_BYTES) break
  }
  return Buffer.concat(chunks).toString()
}

function readFailure(error: unknown, isLate: boolean, deadlineMs: number): string {
  if (isLate) return `no whole answer within ${deadlineMs} ms`
  if (!(error instanceof Error)) return 'the connection failed'
  const code = 'code' in error ? String(error.code) : ''
  return code === '' || error.message.includes(code) ? error.message : `${error.message} (${code})`
}

async function awaitAnswer(request: ClientRequest, body: string | undefined): Promise<Posted> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve)
    request.on('error', reject)
    request.end(body)
  })
  return { status: response.statusCode ?? 0, body: await readBody(response), failure: null }
}

/** Sends one request. Never rejects; redirects are not followed; the deadline covers the whole answer. */
export async function sendPost(post: Post): Promise<Posted> {
  let isLate = false
  const request = start(post)
  const stop = () => request.destroy()
  const timer = setTimeout(() => {
    isLate = true
    stop()
  }, post.deadlineMs)
  post.signal?.addEventListener('abort', stop)
  if (post.signal?.aborted) stop()
  try {
    return await awaitAnswer(request, post.body)
  } catch (error) {
    return { status: 0, body: '', failure: readFailure(error, isLate, post.deadlineMs) }
  } finally {
    clearTimeout(timer)
    post.signal?.removeEventListener('abort', stop)
    request.destroy()
  }
}

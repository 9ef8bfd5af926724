import type { Duplex } from 'node:stream'
import { html, type Language, type Page, readLanguage } from '@wxgate/wechat/way'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isStoreFailure } from '../record/error.ts'
import { buildPublicId } from '../record/random-id.ts'
import { sendPage } from './page.ts'
import { sendProblem } from './problem.ts'

const texts = {
  en: {
    missing: { title: 'There is nothing here', body: 'The address is wrong, or what was here is gone.' },
    broken: {
      title: 'Something went wrong here',
      body: 'It is not your fault. Please try again in a moment.',
    },
    refused: { title: 'This request cannot be read', body: 'It is not one that a browser would send.' },
    request: 'Request',
  },
  zh: {
    missing: { title: '这里什么也没有', body: '地址有误，或者内容已经不在了。' },
    broken: { title: '这里出了问题', body: '不是你的错，请稍后再试。' },
    refused: { title: '无法读取这个请求', body: '它不像是浏览器发来的。' },
    request: '请求编号',
  },
}

/** After so many seconds a store that was out of reach is tried again. */
export const retrySeconds = '2'

type Kind = 'missing' | 'broken' | 'refused'

/**
 * A URL that cannot be read never reaches a route, nor the hooks before it: the same answer as for others that
 * cannot be read, without repeating the URL.
 */
export function sendUnreadable(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  reply.headers({
    'cache-control': 'no-store',
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
  })
  if (isForPeople(request)) void sendPage(reply, buildPage(request, 400, 'refused'))
  else sendProblem(reply, 400, 'http_refused', texts.en.refused.title)
}

const statusLines: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/** Bytes that are no request at all, too many headers, or a request that does not come to its end: there is no request to answer, only a connection. */
export function closeUnreadable(error: { code?: string }, socket: Duplex): void {
  if (!socket.writable) return
  const status = statusLines[error.code ?? ''] ?? '400 Bad Request'
  const headers = [`x-request-id: ${buildPublicId('req')}`, 'cache-control: no-store', 'content-length: 0']
  socket.end([`HTTP/1.1 ${status}`, ...headers, 'connection: close', '', ''].join('\r\n'))
}

/** The answers to errors: a page for people, problem+json for programs, the details for the log. */
export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    if (!isForPeople(request)) return sendProblem(reply, 404, 'http_not_found', 'There is nothing here.')
    return sendPage(reply, buildPage(request, 404, 'missing'))
  })
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? (isStoreFailure(error) ? 503 : 500)
    if (status === 503) reply.header('retry-after', retrySeconds)
    if (status >= 500)
      request.log.error({ event: 'http.failed', route: request.routeOptions.url, err: error })
    const kind = status >= 500 ? 'broken' : 'refused'
    if (isForPeople(request)) return sendPage(reply, buildPage(request, status, kind))
    return sendProblem(reply, status, `http_${kind}`, texts.en[kind].title)
  })
}

function isForPeople(request: FastifyRequest): boolean {
  return request.headers.accept?.includes('text/html') ?? false
}

function buildPage(request: FastifyRequest, status: number, kind: Kind): Page {
  return buildFailurePage(readLanguage(request.headers['accept-language']), request.id, status, kind)
}

/** The page of a failure: the visitor reads what they can do, and the id under which the log has the rest. */
export function buildFailurePage(language: Language, requestId: string, status: number, kind: Kind): Page {
  const { title, body } = texts[language][kind]
  return {
    status,
    language,
    title,
    body: html`<p>${body}</p><dl><dt>${texts[language].request}</dt><dd>${requestId}</dd></dl>`,
    formOrigins: [],
  }
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import { html } from './html.ts'
import { readLanguage } from './language.ts'
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

type Kind = 'missing' | 'broken' | 'refused'

/** What strangers hear of an error: a page for people, problem+json for programs, the details for the log. */
export function registerErrors(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => {
    if (!isForPeople(request)) return sendProblem(reply, 404, 'http_not_found', 'There is nothing here.')
    return sendPage(reply, buildPage(request, 404, 'missing'))
  })
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const status = error.statusCode ?? 500
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

function buildPage(request: FastifyRequest, status: number, kind: Kind) {
  const language = readLanguage(request.headers['accept-language'])
  const { title, body } = texts[language][kind]
  return {
    status,
    language,
    title,
    body: html`<p>${body}</p><dl><dt>${texts[language].request}</dt><dd>${request.id}</dd></dl>`,
    formOrigins: [],
  }
}

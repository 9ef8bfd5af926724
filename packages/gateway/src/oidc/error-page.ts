import { buildPage, html, type Language, type Page, readLanguage } from '@wxgate/wechat/way'
import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider'
import { buildFailurePage } from '../http/error.ts'

const texts = {
  en: {
    title: 'This request cannot be followed',
    visitor:
      'The application that sent you here asked for something that is not possible. Go back to it and try again.',
    operator: 'For the owner of the application',
  },
  zh: {
    title: '无法处理这个请求',
    visitor: '带你来的应用提出了无法满足的请求。请返回应用重试。',
    operator: '给应用的开发者',
  },
}

/** A request that may not be answered at the client, because it is not sure whose it is: a page, no redirect. */
export async function renderOidcError(ctx: KoaContextWithOIDC, out: ErrorOut): Promise<void> {
  const language = readLanguage(ctx.get('accept-language'))
  const page =
    out.error === 'server_error'
      ? buildFailurePage(language, String(ctx.res.getHeader('x-request-id') ?? ''), ctx.status, 'broken')
      : buildRequestPage(language, ctx.status, out)
  const { headers, body } = await buildPage(page)
  ctx.set(headers)
  ctx.body = body
}

function buildRequestPage(language: Language, status: number, out: ErrorOut): Page {
  const text = texts[language]
  return {
    status,
    language,
    title: text.title,
    body: html`<p>${text.visitor}</p>
<dl><dt>${text.operator}</dt><dd>${out.error}<br>${out.error_description}</dd></dl>`,
    formOrigins: [],
    tone: 'stop',
  }
}

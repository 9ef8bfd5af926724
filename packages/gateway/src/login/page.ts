import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { type Html, html } from '../http/html.ts'
import { type Language, readLanguage } from '../http/language.ts'
import { sendPage } from '../http/page.ts'
import type { SignIn } from './sign-in.ts'
import { type LoginPage, type LoginPageCode, pageTexts, partTexts } from './text.ts'
import { sealTicket } from './ticket.ts'

export type { LoginPageCode }

/** Shows what happened, what the visitor can do and what the operator can do, and offers a new start. */
export function sendLoginPage(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  page: LoginPage,
): FastifyReply {
  const language = readLanguage(request.headers['accept-language'], page.signIn?.language)
  const text = pageTexts[language][page.code]
  return sendPage(reply, {
    status: page.status,
    language,
    title: text.title,
    body: html`<p>${text.visitor}</p>
${buildActions(context, page, language)}
${buildDetails(request, page, language)}`,
    formOrigins: page.signIn ? listFormOrigins(context, page.signIn) : [],
  })
}

/** WeChat's pages, and where this sign-in goes on: a form of ours may end there by redirects. */
export function listFormOrigins({ wire, settings }: Context, signIn: SignIn): string[] {
  const urls = [signIn.resumeUrl, signIn.cancelUrl ?? signIn.resumeUrl]
  return [wire.origins.open, ...urls.map((url) => new URL(url, settings.publicUrl).origin)]
}

function buildActions(context: Context, { code, signIn }: LoginPage, language: Language): Html {
  const part = partTexts[language]
  if (!signIn) return html`<p>${part.useBrowser}</p>`
  const ticket = sealTicket(context, { signIn: { ...signIn, restarts: 0 }, scope: 'snsapi_base' })
  const label = code === 'login_wechat_failed' ? part.retry : part.again
  return html`<form method="post" action="/login/start" id="continue">
<input type="hidden" name="ticket" value="${ticket}">
<button>${label}</button>
</form>
${signIn.cancelUrl ? html`<a class="button quiet" href="${signIn.cancelUrl}">${part.back}</a>` : undefined}`
}

function buildDetails(request: FastifyRequest, page: LoginPage, language: Language): Html {
  const part = partTexts[language]
  const { operator } = pageTexts[language][page.code]
  const facts = [page.code, page.errcode, page.rid && `rid ${page.rid}`].filter(Boolean).join(' · ')
  return html`<dl>
${operator ? html`<dt>${part.operator}</dt><dd>${operator}</dd>` : undefined}
<dt>${part.request}</dt><dd>${request.id}<br>${facts}</dd>
</dl>`
}

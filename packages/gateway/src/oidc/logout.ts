import { buildPage, html, type Page, readLanguage } from '@wxgate/wechat/way'
import type { KoaContextWithOIDC, Provider } from 'oidc-provider'
import type { Login } from '../login/login.ts'
import { endSession } from '../login/session.ts'
import { findOwnSession } from './session.ts'

const texts = {
  en: {
    title: 'Sign out?',
    ask: 'You will be signed out here and at the applications that you signed in to from here.',
    go: 'Sign out',
    done: 'You are signed out',
    doneText: 'You may close this page.',
  },
  zh: {
    title: '退出登录？',
    ask: '你将退出这里，以及从这里登录的应用。',
    go: '退出登录',
    done: '已退出登录',
    doneText: '可以关闭这个页面了。',
  },
}

/** Asks before signing out, since any site can send a visitor here. OpenID Connect RP-Initiated Logout 1.0. */
export async function renderLogout(ctx: KoaContextWithOIDC): Promise<void> {
  const language = readLanguage(ctx.get('accept-language'), readText(ctx.oidc.params?.ui_locales))
  const text = texts[language]
  const secret = readText(ctx.oidc.session?.state?.secret) ?? ''
  const target = readText(ctx.oidc.session?.state?.postLogoutRedirectUri)
  await send(ctx, {
    language,
    title: text.title,
    body: html`<p>${text.ask}</p>
<form method="post" action="/oidc/logout/confirm" id="continue">
<input type="hidden" name="xsrf" value="${secret}">
<input type="hidden" name="logout" value="yes">
<button>${text.go}</button>
</form>`,
    formOrigins: target === undefined ? [] : [new URL(target).origin],
  })
}

export async function renderSignedOut(ctx: KoaContextWithOIDC): Promise<void> {
  const language = readLanguage(ctx.get('accept-language'))
  const text = texts[language]
  await send(ctx, { language, title: text.done, body: html`<p>${text.doneText}</p>`, formOrigins: [] })
}

async function send(ctx: KoaContextWithOIDC, page: Omit<Page, 'status'>): Promise<void> {
  const { headers, body } = await buildPage({ ...page, status: 200 })
  ctx.set(headers)
  ctx.body = body
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** When oidc-provider has ended its session, ours ends too, and with it everything granted in it. */
export function endSessions(login: Login, provider: Provider): void {
  provider.use(async (ctx, next) => {
    const found = ctx.path === '/oidc/logout/confirm' ? await findOwnSession(login, ctx) : undefined
    await next()
    if (!found || !ctx.oidc?.session?.destroyed) return
    await endSession(login.context, found.session)
    ctx.append('set-cookie', login.way.clearSession())
  })
}

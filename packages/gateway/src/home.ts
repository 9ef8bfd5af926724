import { type Html, html, type Language, readLanguage } from '@wxgate/wechat/way'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from './context.ts'
import { sendPage } from './http/page.ts'

const texts = {
  en: {
    name: 'wxgate signs people in with WeChat for the applications of this organisation. There is nothing to do on this page.',
    dev: 'The gateway runs on this computer, beside a simulated WeChat.',
    app: 'Sample application: sign in here',
    simulator: 'Simulator: WeChat on this computer, with its phone',
    session: 'Session: who is signed in in this browser',
    discovery: 'OpenID Connect discovery',
    health: 'Health',
    ready: 'Readiness: the database included',
    logout: 'Sign out of this browser',
  },
  zh: {
    name: 'wxgate 为本组织的应用提供微信登录。这个页面上没有需要操作的内容。',
    dev: '网关运行在这台电脑上，旁边是模拟的微信。',
    app: '示例应用：从这里登录',
    simulator: '模拟器：这台电脑上的微信，带一部手机',
    session: '会话：这个浏览器里登录的是谁',
    discovery: 'OpenID Connect 发现文档',
    health: '存活检查',
    ready: '就绪检查：包括数据库',
    logout: '在这个浏览器里退出登录',
  },
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** `GET /`: links in development, where a person has followed the address from the terminal; else the name. */
export async function handleHome(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const language = readLanguage(request.headers['accept-language'])
  const body = isDevelopment(context) ? buildLinks(context, language) : html`<p>${texts[language].name}</p>`
  return sendPage(reply, { status: 200, language, title: 'wxgate', body, formOrigins: [] })
}

/** Whether people meet a simulated WeChat on their own computer. */
function isDevelopment({ settings: { publicUrl, wechatOrigin } }: Context): boolean {
  return wechatOrigin !== undefined && loopback.has(new URL(publicUrl).hostname)
}

function buildLinks({ settings, sampleApp }: Context, language: Language): Html {
  const text = texts[language]
  const links = [
    [sampleApp, text.app],
    [settings.wechatOrigin, text.simulator],
    ['/session', text.session],
    ['/logout', text.logout],
    ['/.well-known/openid-configuration', text.discovery],
    ['/healthz', text.health],
    ['/readyz', text.ready],
  ] as const
  const rows = links.flatMap(([url, name]) =>
    url === undefined ? [] : [html`<li><a href="${url}">${name}</a></li>`],
  )
  return html`<p>${text.dev}</p><ul>${rows}</ul>`
}

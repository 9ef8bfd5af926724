import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { readLanguage } from '../page/language.ts'
import { drawQrPng } from '../page/qr-picture.ts'
import type { Call } from '../rules/call.ts'
import { readWebsiteRequest } from '../rules/website.ts'
import type { Answer } from '../wire/answer.ts'
import { serveCall } from '../wire/serve.ts'
import { buildQrconnectHeaders, buildQrconnectPage } from './qrconnect-page.ts'
import { type Browser, buildFaultError, orRefusedPage } from './refused-page.ts'

function open(call: Call, browser: Browser): Answer {
  const request = readWebsiteRequest(call)
  const login = call.world.scanLogins.issue({
    appid: request.application.appid,
    redirectUri: request.redirectUri.href,
    state: request.state,
    expiresAt: call.now + call.world.switches.loginCodeSeconds * 1000,
  })
  return {
    status: 200,
    headers: buildQrconnectHeaders(call),
    body: buildQrconnectPage({ call, request, login, ...browser }),
    errcode: null,
    rule: 'login_code_shown',
    detail: { warnings: call.warnings },
    page: { name: 'qrconnect', text: request.application.name },
  }
}

/** `GET /connect/qrconnect`: the page on which a website's visitor scans. `lang` is `cn` or `en`. */
export function openQrconnect(context: Context, request: FastifyRequest, reply: FastifyReply) {
  return serveCall(context, request, reply, {
    buildFaultError,
    handle: (call) => {
      const lang = call.query.get('lang')
      const language = lang === 'en' ? 'en' : lang === 'cn' ? 'zh' : readLanguage(request)
      const browser = { language, back: request.url } as const
      return orRefusedPage(call, browser, () => open(call, browser))
    },
  })
}

function showCode(call: Call): Answer {
  const login = call.world.scanLogins.find(call.path.slice(call.path.lastIndexOf('/') + 1))
  const shared = { errcode: null, rule: null, detail: { warnings: call.warnings } }
  if (!login) return { ...shared, status: 404, headers: {}, body: '' }
  const headers = { 'content-type': 'image/png', 'cache-control': 'no-store' }
  return {
    ...shared,
    status: 200,
    headers,
    body: drawQrPng(`${call.origin}/connect/confirm?uuid=${login.uuid}`),
  }
}

/** `GET /connect/qrcode/:uuid`: the picture; WeChat sends JPEG, we PNG. It says where a phone confirms. */
export function showLoginCode(context: Context, request: FastifyRequest, reply: FastifyReply) {
  return serveCall(context, request, reply, { buildFaultError, handle: showCode })
}

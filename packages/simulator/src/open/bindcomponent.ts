import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildPageHeaders } from '../page/frame.ts'
import { readLanguage } from '../page/language.ts'
import {
  type AuthorizationLink,
  checkReferer,
  readAuthorizationLink,
  readChosenAccount,
} from '../rules/authorization-link.ts'
import type { Call } from '../rules/call.ts'
import { Refused, type Rule } from '../rules/rule.ts'
import type { Answer } from '../wire/answer.ts'
import { readQuery } from '../wire/query.ts'
import { isCrossSite, readBodyText, readHeader } from '../wire/request.ts'
import { serveCall } from '../wire/serve.ts'
import { grantAuthorization } from '../world/authorization-change.ts'
import { buildAuthorizationPage } from './authorization-page.ts'
import { buildCallback } from './callback-url.ts'
import { buildErrorPage } from './error-page.ts'
import { type Browser, buildFaultError, NO_BROWSER, orRefusedPage } from './refused-page.ts'

/** Where owners authorize a platform: on a computer, on a phone, and the phone's older address. */
export const AUTHORIZATION_PATHS = [
  '/cgi-bin/componentloginpage',
  '/wxaopen/safe/bindcomponent',
  '/safe/bindcomponent',
]

/** What an owner decided. Without `permissionSets` all that are on offer. */
export type Choice = { appid: string | undefined; permissionSets: number[] | undefined; isAllowed: boolean }

const choiceIsOurs: Rule = {
  name: 'authorization_choice_is_ours',
  endpoints: AUTHORIZATION_PATHS,
  errcode: null,
  wrong: {
    en: 'The choice did not come from the simulator’s own page.',
    zh: '该选择不是来自模拟器自己的页面。',
  },
  passes: { en: 'The form of the page.', zh: '使用页面上的表单。' },
  source: 'the simulator’s own rule',
  confidence: 'official',
}

function buildClosed(call: Call, browser: Browser): Answer {
  const page = { name: 'closed', text: '授权窗口已关闭' }
  const body = buildErrorPage({ page, refused: undefined, ...browser, now: call.now })
  const shared = { errcode: null, rule: 'authorization_cancelled', detail: { warnings: call.warnings } }
  return { ...shared, status: 200, headers: buildPageHeaders(), body, page }
}

function finish(call: Call, link: AuthorizationLink, choice: Choice, browser: Browser): Answer {
  if (!choice.isAllowed) return buildClosed(call, browser)
  const application = readChosenAccount(link, choice.appid)
  const wanted = choice.permissionSets ?? link.permissionSets
  const { authorizationCode, expiresInSeconds } = grantAuthorization(call.world, {
    component: link.component.appid,
    appid: application.appid,
    permissionSets: link.permissionSets.filter((id) => wanted.includes(id)),
    preAuthCode: link.preAuthCode,
  })
  const preAuthCode = call.world.platformCodes.find(link.preAuthCode)
  if (preAuthCode) preAuthCode.used = true
  const parameters = { auth_code: authorizationCode, expires_in: String(expiresInSeconds) }
  return {
    status: 302,
    headers: { location: buildCallback(link.redirectUri, parameters), 'cache-control': 'no-store' },
    body: '',
    errcode: null,
    rule: 'authorization_granted',
    detail: { warnings: call.warnings },
  }
}

/** What an owner's phone does with an authorization link; it was tapped on the platform's own page. */
export function authorizeOnPhone(call: Call, choice: Choice): Answer {
  return orRefusedPage(call, NO_BROWSER, () => finish(call, readAuthorizationLink(call), choice, NO_BROWSER))
}

/** `GET` of the authorization pages. */
export function openAuthorizationPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const browser = { language: readLanguage(request), back: request.url }
  const open = (call: Call): Answer => {
    const link = readAuthorizationLink(call)
    checkReferer(call, link.component, readHeader(request, 'referer'))
    const query = request.url.slice(request.url.indexOf('?') + 1)
    return {
      status: 200,
      headers: buildPageHeaders(),
      body: buildAuthorizationPage({ call, link, query, ...browser }),
      errcode: null,
      rule: 'owner_asked',
      detail: { warnings: call.warnings },
      page: { name: 'authorization', text: link.component.name },
    }
  }
  return serveCall(context, request, reply, {
    buildFaultError,
    handle: (call) => orRefusedPage(call, browser, () => open(call)),
  })
}

/** `POST` of the authorization pages: the owner's choice; answers with the redirect. */
export function decideAuthorizationPage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const form = readQuery(readBodyText(request.body))
  const sent = form.get('query') ?? ''
  const sets = form.pairs.filter(({ name }) => name === 'set').map(({ value }) => Number(value))
  const choice = {
    appid: form.get('appid'),
    permissionSets: sets,
    isAllowed: form.get('decision') !== 'deny',
  }
  const browser = { language: readLanguage(request), back: `${request.url}?${sent}` }
  const decide = (call: Call): Answer => {
    if (isCrossSite(request)) throw new Refused(choiceIsOurs, 'a form from elsewhere')
    return finish(call, readAuthorizationLink(call), choice, browser)
  }
  return serveCall(context, request, reply, {
    buildFaultError,
    handle: (call) => {
      const linked = { ...call, query: readQuery(sent) }
      return orRefusedPage(linked, browser, () => decide(linked))
    },
  })
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildPageHeaders } from '../page/frame.ts'
import { readLanguage } from '../page/language.ts'
import { checkUserAgent, isWechatBrowser, noteFrame } from '../rules/browser.ts'
import type { Call } from '../rules/call.ts'
import { Refused, type Rule } from '../rules/rule.ts'
import type { Answer } from '../wire/answer.ts'
import { readQuery } from '../wire/query.ts'
import { isCrossSite, readBodyText, readHeader } from '../wire/request.ts'
import { serveCall } from '../wire/serve.ts'
import { deriveOpenid } from '../world/identity.ts'
import type { Person } from '../world/person.ts'
import {
  type AuthorizeRequest,
  chooseWay,
  finishVisit,
  type Outcome,
  readAuthorizeRequest,
  refuseVisit,
  type Visit,
} from './authorize-visit.ts'
import { buildErrorPage } from './error-page.ts'
import { type Browser, buildFaultError, NO_BROWSER, orRefusedPage } from './refused-page.ts'
import { ANSWER_COOKIE, readScriptedAnswer } from './scripted-answer.ts'
import { buildSheetPage } from './sheet-page.ts'

/** Where an authorize link points. */
export const AUTHORIZE_PATH = '/connect/oauth2/authorize'

/** Remembers on the simulator's origin who the visitor was last. */
const PERSON_COOKIE = 'wxgate_sim_person'

function buildOutcome(call: Call, outcome: Outcome, browser: Browser): Answer {
  const shared = { errcode: null, rule: outcome.rule, detail: { warnings: call.warnings } }
  if (outcome.kind === 'callback') {
    const headers = { location: outcome.location, 'cache-control': 'no-store' }
    return { ...shared, status: 302, headers, body: '', duplicates: outcome.duplicates }
  }
  const page = { name: outcome.name, text: outcome.text }
  const body = buildErrorPage({ page, refused: undefined, ...browser, now: call.now })
  return { ...shared, status: 200, headers: buildPageHeaders(), body, page }
}

/** What somebody's phone does with an authorize link. */
export function visitOnPhone(call: Call, visit: Visit, decision: 'allow' | 'deny' | 'ignore'): Answer {
  return orRefusedPage(call, NO_BROWSER, () =>
    buildOutcome(call, finishVisit(call, readAuthorizeRequest(call), visit, decision), NO_BROWSER),
  )
}

function buildSheet(call: Call, request: AuthorizeRequest, person: Person | undefined, browser: Browser) {
  const page = { name: request.wantsProfile ? 'consent_sheet' : 'silent', text: request.application.name }
  return {
    status: 200,
    headers: buildPageHeaders(),
    body: buildSheetPage({ call, request, person, ...browser }),
    errcode: null,
    rule: 'person_asked',
    detail: { warnings: call.warnings },
    page,
  }
}

/** In WeChat's own browser, somebody who was chosen before goes on silently where WeChat would. */
function openLink(call: Call, request: FastifyRequest, browser: Browser): Answer {
  const userAgent = readHeader(request, 'user-agent')
  noteFrame(call, readHeader(request, 'sec-fetch-dest'))
  checkUserAgent(call, userAgent)
  const asked = readAuthorizeRequest(call)
  const scripted = readScriptedAnswer(call.world, request.cookies[ANSWER_COOKIE])
  if (scripted)
    return buildOutcome(call, finishVisit(call, asked, scripted.visit, scripted.decision), browser)
  const person = call.world.people.find(request.cookies[PERSON_COOKIE] ?? '')
  const visit: Visit | undefined = person && { person, entry: 'link', snapshot: false }
  if (visit && isWechatBrowser(userAgent) && chooseWay(call, asked, visit) !== 'consent_sheet') {
    return buildOutcome(call, finishVisit(call, asked, visit, 'ignore'), browser)
  }
  return buildSheet(call, asked, person, browser)
}

/** `GET /connect/oauth2/authorize` in a browser. */
export function openAuthorizePage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const browser = { language: readLanguage(request), back: request.url }
  return serveCall(context, request, reply, {
    buildFaultError,
    handle: (call) => orRefusedPage(call, browser, () => openLink(call, request, browser)),
  })
}

const decisionIsOurs: Rule = {
  name: 'decision_is_ours',
  endpoints: [AUTHORIZE_PATH],
  errcode: null,
  wrong: {
    en: 'The decision did not come from the simulator’s own page, or names nobody of the town.',
    zh: '该选择不是来自模拟器自己的页面，或人物不存在。',
  },
  passes: { en: 'The form of the page.', zh: '使用页面上的表单。' },
  source: 'the simulator’s own rule',
  confidence: 'official',
}

/** The button of page 10006: the person follows, which is pushed as any other follow. */
function follow({ world, now }: Call, { application: { appid } }: AuthorizeRequest, { id }: Person): void {
  world.follows.add(id, appid, { since: now, scene: 'ADD_SCENE_SEARCH' })
  world.announcements.announce({ kind: 'subscribe', appid, openid: deriveOpenid(id, appid) })
}

/**
 * What the form of the page says. The link is judged again: nothing in the form is trusted. A refusal counts
 * even where WeChat would not have asked: the browser's page showed a sheet, since it had to ask who is there.
 */
function decide(
  call: Call,
  request: FastifyRequest,
  form: ReturnType<typeof readQuery>,
  browser: Browser,
): Answer {
  const person = call.world.people.find(form.get('person') ?? '')
  if (isCrossSite(request) || !person) throw new Refused(decisionIsOurs, 'a form from elsewhere')
  const visit: Visit = { person, entry: 'link', snapshot: form.get('snapshot') === 'on' }
  const asked = readAuthorizeRequest(call)
  if (form.get('follow') === 'on') follow(call, asked, person)
  const isRefused = form.get('decision') === 'deny'
  const outcome = isRefused ? refuseVisit(call, asked) : finishVisit(call, asked, visit, 'allow')
  return buildOutcome(call, outcome, browser)
}

/** `POST /connect/oauth2/authorize`: the choice made on the page; answers with the redirect. */
export function decideAuthorizePage(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const form = readQuery(readBodyText(request.body))
  const sent = form.get('query') ?? ''
  const visit = { person: form.get('person') ?? '', query: sent }
  const browser = { language: readLanguage(request), back: `${AUTHORIZE_PATH}?${sent}`, visit }
  const person = context.world.people.find(form.get('person') ?? '')
  if (person && !isCrossSite(request)) {
    reply.setCookie(PERSON_COOKIE, person.id, { path: '/', httpOnly: true, sameSite: 'lax' })
  }
  return serveCall(context, request, reply, {
    buildFaultError,
    handle: (call) => {
      const linked = { ...call, query: readQuery(sent) }
      return orRefusedPage(linked, browser, () => decide(linked, request, form, browser))
    },
  })
}

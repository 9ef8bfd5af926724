import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Context } from '../context.ts'
import { buildPage, buildPageHeaders, buildPhone } from '../page/frame.ts'
import { html } from '../page/html.ts'
import { readLanguage } from '../page/language.ts'
import type { Call } from '../rules/call.ts'
import { Refused, type Rule, type Words } from '../rules/rule.ts'
import type { Answer } from '../wire/answer.ts'
import { readQuery } from '../wire/query.ts'
import { isCrossSite, readBodyText } from '../wire/request.ts'
import { serveCall } from '../wire/serve.ts'
import { readAvatarKey } from '../world/person.ts'
import type { ScanLogin } from '../world/scan-login.ts'
import { type Browser, buildFaultError, orRefusedPage } from './refused-page.ts'
import { decideLogin, type ScanEnd, scanLogin } from './scan-decision.ts'

const PATH = '/connect/confirm'
const SHOWN_PEOPLE = 60

const TEXT = {
  title: { zh: '登录确认（模拟）', en: 'Confirm login (simulated)' },
  asks: { zh: '申请使用你的昵称、头像登录', en: 'asks to log in with your nickname and avatar' },
  who: { zh: '以谁的身份？', en: 'Who are you?' },
  allow: { zh: '允许', en: 'Allow' },
  refuse: { zh: '拒绝', en: 'Refuse' },
  confirmed: { zh: '已允许，请回到网页', en: 'Allowed. Go back to the web page' },
  refused: { zh: '已拒绝', en: 'Refused' },
} satisfies Record<string, Words>

const loginCodeLiving: Rule = {
  name: 'login_code_living',
  endpoints: [PATH],
  errcode: null,
  wrong: {
    en: 'This code has expired, was used, or was never shown.',
    zh: '二维码已过期、已使用，或从未显示过。',
  },
  passes: { en: 'The code that the page shows now.', zh: '页面当前显示的二维码。' },
  source: 'unconfirmed',
  confidence: 'supposed',
  page: { name: 'expired', text: '二维码已过期' },
}

const confirmationIsOurs: Rule = {
  ...loginCodeLiving,
  name: 'confirmation_is_ours',
  wrong: {
    en: 'The decision did not come from the simulator’s own page, or names nobody of the town.',
    zh: '该选择不是来自模拟器自己的页面，或人物不存在。',
  },
  passes: { en: 'The form of the page.', zh: '使用页面上的表单。' },
  source: 'the simulator’s own rule',
  confidence: 'official',
}

function readLogin(call: Call, uuid: string | undefined): ScanLogin {
  const login = call.world.scanLogins.find(uuid ?? '')
  if (!login) throw new Refused(loginCodeLiving, 'no such uuid')
  return login
}

function buildAnswer(call: Call, rule: string, body: string): Answer {
  const shared = { errcode: null, rule, detail: { warnings: call.warnings } }
  return { ...shared, status: 200, headers: buildPageHeaders(), body, page: { name: rule, text: '' } }
}

function ask(call: Call, browser: Browser): Answer {
  const login = readLogin(call, call.query.get('uuid'))
  if (scanLogin(call.world, login, null) === 'expired') throw new Refused(loginCodeLiving, login.status)
  const { language } = browser
  const application = call.world.applications.get(login.appid)
  const name = language === 'zh' ? application?.name : application?.nameEn
  const people = call.world.people.list().slice(0, SHOWN_PEOPLE)
  const rows = people.map(
    (person, at) =>
      html`<li><label class="row"><img src="/mmopen/vi_32/${readAvatarKey(person) ?? 'none'}/132" alt="" width="40" height="40"><span class="name"><bdi>${person.nickname}</bdi><span class="hint">${person.id}</span></span><input type="radio" name="person" value="${person.id}"${at === 0 ? html` checked` : null}></label></li>`,
  )
  const form = html`<form class="sheet" method="post" id="decide" action="${PATH}"><div class="who"><h1>${name}</h1><span class="hint">${TEXT.asks[language]}</span></div><input type="hidden" name="uuid" value="${login.uuid}"><fieldset class="plain"><legend class="hint">${TEXT.who[language]}</legend><ul class="people">${rows}</ul></fieldset><div class="two"><button class="button no" name="decision" value="deny">${TEXT.refuse[language]}</button><button class="button go" name="decision" value="allow">${TEXT.allow[language]}</button></div></form>`
  const screen = html`<div class="back"><div class="ghost"></div>${form}</div>`
  const page = buildPage(browser, TEXT.title[language], buildPhone(call.now, TEXT.title[language], screen))
  return buildAnswer(call, 'login_scanned', page)
}

function finish(call: Call, request: FastifyRequest, browser: Browser): Answer {
  const form = readQuery(call.body)
  const person = call.world.people.find(form.get('person') ?? '')
  if (isCrossSite(request) || !person) throw new Refused(confirmationIsOurs, 'a form from elsewhere')
  const login = readLogin(call, form.get('uuid'))
  const end: ScanEnd = decideLogin(
    call.world,
    login,
    person,
    form.get('decision') === 'deny' ? 'deny' : 'allow',
  )
  if (end !== 'confirmed' && end !== 'refused') throw new Refused(loginCodeLiving, login.status)
  const words = TEXT[end][browser.language]
  const screen = html`<div class="msg"><h1>${words}</h1></div>`
  return buildAnswer(call, `login_${end}`, buildPage(browser, words, buildPhone(call.now, words, screen)))
}

/** `GET /connect/confirm?uuid=`: what the QR code of a website's sign-in says; opening it counts as scanning. */
export function openConfirm(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const browser = { language: readLanguage(request), back: request.url }
  const handle = (call: Call) => orRefusedPage(call, browser, () => ask(call, browser))
  return serveCall(context, request, reply, { buildFaultError, handle })
}

/** `POST /connect/confirm`: the choice made on that page. */
export function decideConfirm(context: Context, request: FastifyRequest, reply: FastifyReply) {
  const uuid = readQuery(readBodyText(request.body)).get('uuid') ?? ''
  const browser = { language: readLanguage(request), back: `${PATH}?${new URLSearchParams({ uuid })}` }
  const handle = (call: Call) => orRefusedPage(call, browser, () => finish(call, request, browser))
  return serveCall(context, request, reply, { buildFaultError, handle })
}

import { buildPage, buildScriptPageHeaders, type PageFrame } from '../page/frame.ts'
import { type Html, html } from '../page/html.ts'
import type { Call } from '../rules/call.ts'
import type { Words } from '../rules/rule.ts'
import type { WebsiteRequest } from '../rules/website.ts'
import type { ScanLogin } from '../world/scan-login.ts'
import { QRCONNECT_SCRIPT } from './qrconnect-script.ts'

const TEXT = {
  title: { zh: '微信登录', en: 'WeChat Login' },
  scan: { zh: '使用微信扫一扫登录', en: 'Scan with WeChat to log in' },
  scanned: { zh: '扫描成功', en: 'Scanned' },
  confirm: { zh: '在微信中轻触允许即可登录', en: 'Tap Allow in WeChat to log in' },
  cancelled: { zh: '你已取消此次登录', en: 'You cancelled this login' },
  again: { zh: '可再次扫描登录，或关闭窗口', en: 'Scan again, or close the window' },
  done: { zh: '登录成功，正在跳转', en: 'Logged in, leaving' },
  who: { zh: '谁来扫码？', en: 'Who scans?' },
  justScan: { zh: '只扫码', en: 'Scan only' },
  allow: { zh: '扫码并允许', en: 'Scan and allow' },
  deny: { zh: '扫码并拒绝', en: 'Scan and refuse' },
  shows: { zh: '按钮等于这个调用：', en: 'The buttons are this call:' },
} satisfies Record<string, Words>

const SHOWN_PEOPLE = 60

type View = PageFrame & { call: Call; request: WebsiteRequest; login: ScanLogin }

function buildStatus(name: string, isHidden: boolean, title: string, hint: string | null): Html {
  return html`<div class="status js_status ${name}"${isHidden ? html` hidden` : null}><p>${title}</p>${hint === null ? null : html`<p class="hint">${hint}</p>`}</div>`
}

function buildPanel({ call, language }: View): Html {
  const people = call.world.people.list().slice(0, SHOWN_PEOPLE)
  const options = people.map(({ id, nickname }) => html`<option value="${id}">${nickname} (${id})</option>`)
  const button = (decision: string, words: Words, look: string) =>
    html`<button class="button ${look}" name="decision" value="${decision}">${words[language]}</button>`
  return html`<form class="panel" id="panel"><label class="hint" for="person">${TEXT.who[language]}</label><select id="person" name="person">${options}</select><div class="two">${button('allow', TEXT.allow, 'go')}${button('deny', TEXT.deny, 'no')}${button('ignore', TEXT.justScan, 'no')}</div><p class="hint">${TEXT.shows[language]}</p><code id="call"></code></form>`
}

/** An own style sheet of the website, as the link may name one; `stylelite=1` switches it off. */
function readStyle({ query }: Call): URL | null {
  const href = query.get('href') ?? ''
  if (query.get('stylelite') === '1' || !/^(?:https:\/\/|data:text\/css;base64,[\w+/=]*$)/.test(href))
    return null
  return URL.parse(href)
}

/** Headers of the page: framed by any site, as WeChat's is, and with the website's own style where it has one. */
export function buildQrconnectHeaders(call: Call): Record<string, string> {
  const style = readStyle(call)
  const source = style?.protocol === 'data:' ? 'data:' : (style?.origin ?? '')
  return buildScriptPageHeaders(QRCONNECT_SCRIPT, { frameAncestors: '*', styleSource: source })
}

/** The page with a QR code of a website's sign-in; class names are those that integrators style. */
export function buildQrconnectPage(view: View): string {
  const { call, request, login, language } = view
  const { refusal, self } = {
    refusal: call.world.switches.websiteRefusal,
    self: call.query.get('self_redirect'),
  }
  const name = language === 'zh' ? request.application.name : request.application.nameEn
  const style = readStyle(call)
  const link = style && html`<link rel="stylesheet" href="${style.href}">`
  const statuses = [
    buildStatus('normal js_wx_default_tip', false, TEXT.scan[language], `“${name}”`),
    buildStatus('js_wx_after_scan', true, TEXT.scanned[language], TEXT.confirm[language]),
    buildStatus('js_wx_after_cancel', true, TEXT.cancelled[language], TEXT.again[language]),
    buildStatus('js_wx_success', true, TEXT.done[language], null),
  ]
  const content = html`${link}<main class="login impowerBox" id="login" data-uuid="${login.uuid}" data-redirect-uri="${login.redirectUri}" data-state="${login.state}" data-self="${self ?? 'default'}" data-refusal="${refusal}"><h1 class="title">${TEXT.title[language]}</h1><div class="wrp_code"><img class="qrcode web_qrcode_img js_qrcode_img" src="/connect/qrcode/${login.uuid}" alt="${TEXT.scan[language]}" width="200" height="200"></div><div class="info" role="status">${statuses}</div>${buildPanel(view)}</main><script>${{ html: QRCONNECT_SCRIPT }}</script>`
  return buildPage(view, TEXT.title[language], content)
}

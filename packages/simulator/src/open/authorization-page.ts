import { buildPage, buildPhone, type PageFrame } from '../page/frame.ts'
import { type Html, html } from '../page/html.ts'
import type { AuthorizationLink } from '../rules/authorization-link.ts'
import type { Call } from '../rules/call.ts'
import type { Words } from '../rules/rule.ts'
import type { Application } from '../world/application.ts'

const TEXT = {
  title: { zh: '平台授权（模拟）', en: 'Authorize a platform (simulated)' },
  asks: { zh: '申请代你管理账号', en: 'asks to act for your account' },
  account: { zh: '选择账号', en: 'Choose the account' },
  sets: { zh: '授予的权限集', en: 'Permission sets to grant' },
  authorized: { zh: '已授权', en: 'authorized' },
  authorize: { zh: '授权', en: 'Authorize' },
  cancel: { zh: '取消', en: 'Cancel' },
  none: { zh: '没有可授权的账号。', en: 'There is no account to authorize.' },
} satisfies Record<string, Words>

const SETS: Readonly<Record<number, Words>> = {
  1: { zh: '消息', en: 'messages' },
  2: { zh: '用户', en: 'users' },
  3: { zh: '账号服务', en: 'account service' },
  4: { zh: '网页服务', en: 'web services' },
  7: { zh: '群发与通知', en: 'mass send and notices' },
  11: { zh: '素材', en: 'material' },
  15: { zh: '自定义菜单', en: 'custom menu' },
  17: { zh: '小程序账号', en: 'mini program account' },
  18: { zh: '小程序开发与数据', en: 'mini program development' },
  19: { zh: '小程序客服', en: 'mini program customer service' },
  20: { zh: '小程序登录', en: 'mini program sign-in' },
  24: { zh: '开放平台账号', en: 'open-platform account' },
  25: { zh: '小程序的开放平台账号', en: 'open-platform account of mini programs' },
  30: { zh: '小程序基本信息', en: 'mini program basics' },
}

type View = PageFrame & { call: Call; link: AuthorizationLink; query: string }

function buildAccount(application: Application, isChosen: boolean, { call, link, language }: View): Html {
  const grant = call.world.authorizations.find(link.component.appid, application.appid)
  const name = language === 'zh' ? application.name : application.nameEn
  return html`<li><label class="row"><span class="name"><bdi>${name}</bdi><span class="hint">${application.appid}${grant ? ` · ${TEXT.authorized[language]}` : ''}</span></span><input type="radio" name="appid" value="${application.appid}"${isChosen ? html` checked` : null}></label></li>`
}

function buildSet(id: number, language: PageFrame['language']): Html {
  return html`<li><label class="row"><span class="name">${id} ${SETS[id]?.[language] ?? ''}</span><input type="checkbox" name="set" value="${id}" checked></label></li>`
}

/** The page on which an owner chooses the account and what to grant. */
export function buildAuthorizationPage(view: View): string {
  const { call, link, language, query } = view
  const { component, accounts, permissionSets } = link
  const name = language === 'zh' ? component.name : component.nameEn
  const choice =
    accounts.length === 0
      ? html`<p class="note">${TEXT.none[language]}</p>`
      : html`<ul class="people">${accounts.map((each, at) => buildAccount(each, at === 0, view))}</ul>`
  const form = html`<form class="sheet" method="post" id="decide" action="${call.path}"><div class="who"><h1>${name}</h1><span class="hint">${TEXT.asks[language]}</span></div><input type="hidden" name="query" value="${query}"><fieldset class="plain"><legend class="hint">${TEXT.account[language]}</legend>${choice}</fieldset><fieldset class="plain"><legend class="hint">${TEXT.sets[language]}</legend><ul class="people">${permissionSets.map((id) => buildSet(id, language))}</ul></fieldset><div class="two"><button class="button no" name="decision" value="deny">${TEXT.cancel[language]}</button><button class="button go" name="decision" value="allow">${TEXT.authorize[language]}</button></div></form>`
  const screen = html`<div class="back">${form}</div>`
  return buildPage(view, TEXT.title[language], buildPhone(call.now, TEXT.title[language], screen))
}

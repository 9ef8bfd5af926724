import { buildPage, buildPhone, type PageFrame } from '../page/frame.ts'
import { type Html, html } from '../page/html.ts'
import type { Call } from '../rules/call.ts'
import type { Warning, Words } from '../rules/rule.ts'
import { type Person, readAvatarKey } from '../world/person.ts'
import type { AuthorizeRequest } from './authorize-visit.ts'

const TEXT = {
  apply: { zh: '申请使用', en: 'asks for' },
  profile: { zh: '获取你的昵称、头像', en: 'Your nickname and avatar' },
  profileHint: { zh: '不包含手机号和好友', en: 'Not your phone number, not your friends' },
  whoAmI: { zh: '以谁的身份？', en: 'Who are you?' },
  follower: { zh: '已关注', en: 'follows' },
  stranger: { zh: '未关注', en: 'does not follow' },
  snapshot: { zh: '以快照页打开（虚拟身份）', en: 'Open as snapshot page (virtual identity)' },
  allow: { zh: '允许', en: 'Allow' },
  refuse: { zh: '拒绝', en: 'Refuse' },
  invisible: {
    zh: '在真实微信中这一步不可见：snsapi_base 不询问用户，直接跳转。',
    en: 'Invisible in real WeChat: snsapi_base asks nothing and redirects at once.',
  },
  continueAs: { zh: '继续：', en: 'Continue as ' },
  orAs: { zh: '或换一个人', en: 'Or somebody else' },
  title: { zh: '微信授权（模拟）', en: 'Authorization (simulated)' },
  notes: { zh: '与真实微信不同', en: 'Different in real WeChat' },
} satisfies Record<string, Words>

/** A load test may add thousands; the page shows the first of them. */
const SHOWN_PEOPLE = 60

type Sheet = PageFrame & { call: Call; request: AuthorizeRequest; person: Person | undefined }

function buildPicture(person: Person): Html {
  return html`<img src="/mmopen/vi_32/${readAvatarKey(person) ?? 'none'}/132" alt="" width="40" height="40">`
}

function buildName(person: Person, { call, request, language }: Sheet): Html {
  const follows = call.world.follows.get(person.id, request.application.appid) !== undefined
  const word = follows ? TEXT.follower[language] : TEXT.stranger[language]
  return html`<span class="name"><bdi>${person.nickname}</bdi><span class="hint">${person.id} · ${word}</span></span>`
}

function buildChoice(person: Person, sheet: Sheet, isChosen: boolean): Html {
  const input = html`<input type="radio" name="person" value="${person.id}"${isChosen ? html` checked` : null}>`
  return html`<li><label class="row">${buildPicture(person)}${buildName(person, sheet)}${input}</label></li>`
}

function buildHeader({ application, wantsProfile }: AuthorizeRequest, language: PageFrame['language']): Html {
  const name = language === 'zh' ? application.name : application.nameEn
  return html`<div class="who"><span class="app" aria-hidden="true">${application.name.slice(-2, -1)}</span><h1>${name}</h1>${wantsProfile ? html`<span class="hint">${TEXT.apply[language]}</span>` : null}</div>`
}

function buildSnapshotBox(language: PageFrame['language']): Html {
  return html`<label class="check"><input type="checkbox" name="snapshot"><span class="hint">${TEXT.snapshot[language]}</span></label>`
}

function buildConsent(sheet: Sheet, people: Person[], chosen: Person | undefined): Html {
  const { language } = sheet
  return html`<div class="scope"><p>${TEXT.profile[language]}</p><p class="hint">${TEXT.profileHint[language]}</p></div><fieldset class="plain"><legend class="hint">${TEXT.whoAmI[language]}</legend><ul class="people">${people.map((person) => buildChoice(person, sheet, person === chosen))}</ul></fieldset>${buildSnapshotBox(language)}<div class="two"><button class="button no" name="decision" value="deny">${TEXT.refuse[language]}</button><button class="button go" name="decision" value="allow">${TEXT.allow[language]}</button></div>`
}

function buildSilent(sheet: Sheet, people: Person[], chosen: Person | undefined): Html {
  const { language } = sheet
  const others = people.filter((person) => person !== chosen)
  const rows = others.map(
    (person) =>
      html`<li><button class="row" name="person" value="${person.id}">${buildPicture(person)}${buildName(person, sheet)}<b aria-hidden="true">›</b></button></li>`,
  )
  const first =
    chosen &&
    html`<button class="button go wide" name="person" value="${chosen.id}">${TEXT.continueAs[language]}<bdi>${chosen.nickname}</bdi></button>`
  return html`<p class="note">${TEXT.invisible[language]}</p>${first}${buildSnapshotBox(language)}<p class="hint">${TEXT.orAs[language]}</p><ul class="people">${rows}</ul>`
}

function buildNotes(warnings: Warning[], language: PageFrame['language']): Html | null {
  if (warnings.length === 0) return null
  const lines = warnings.map((warning) => html`<li>${warning.says[language]}</li>`)
  return html`<details class="notes"><summary class="hint">${TEXT.notes[language]} (${warnings.length})</summary><ul class="hint">${lines}</ul></details>`
}

/** The sheet over the page: for the profile it asks, for a silent sign-in it says that WeChat shows nothing. */
export function buildSheetPage(sheet: Sheet): string {
  const { call, request, person, language } = sheet
  const people = call.world.people.list().slice(0, SHOWN_PEOPLE)
  const chosen = person ?? people[0]
  const body = request.wantsProfile ? buildConsent(sheet, people, chosen) : buildSilent(sheet, people, chosen)
  const query = call.query.pairs.length > 0 ? sheet.back.slice(sheet.back.indexOf('?') + 1) : ''
  const form = html`<form class="sheet" method="post" id="decide" action="/connect/oauth2/authorize">${buildHeader(request, language)}<input type="hidden" name="query" value="${query}">${body}${buildNotes(call.warnings, language)}</form>`
  const screen = html`<div class="back"><div class="ghost"></div>${form}</div>`
  return buildPage(sheet, TEXT.title[language], buildPhone(call.now, TEXT.title[language], screen))
}

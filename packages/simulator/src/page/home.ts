import type { Context } from '../context.ts'
import type { JournalEntry } from '../journal.ts'
import type { Words } from '../rules/rule.ts'
import { type Person, readAvatarKey } from '../world/person.ts'
import { buildPage, type PageFrame } from './frame.ts'
import { type Html, html } from './html.ts'
import type { WebState } from './web.ts'

const TEXT = {
  title: { zh: '本机微信', en: 'WeChat on localhost' },
  intro: {
    zh: '这是微信服务端的模拟器。以下账号和人物只在这里有效。',
    en: 'The server side of WeChat, simulated. These accounts and people work here only.',
  },
  people: { zh: '人物', en: 'People' },
  accounts: { zh: '账号', en: 'Accounts' },
  journal: { zh: '最近的请求', en: 'Latest requests' },
  nothing: { zh: '还没有请求。', en: 'No requests yet.' },
  clock: { zh: '模拟时间', en: 'Simulated time' },
  frozen: { zh: '（已冻结）', en: '(frozen)' },
  name: { zh: '名称', en: 'Name' },
  kind: { zh: '类型', en: 'Kind' },
  time: { zh: '时间', en: 'Time' },
  request: { zh: '请求', en: 'Request' },
  answer: { zh: '应答', en: 'Answer' },
  rule: { zh: '规则', en: 'Rule' },
  follows: { zh: '关注 ', en: 'follows ' },
  building: {
    zh: '完整页面正在构建，稍后会自动刷新。',
    en: 'The full page is being built; this one reloads in a moment.',
  },
  failed: {
    zh: '完整页面构建失败，原因见启动模拟器的终端。此页仍可使用。',
    en: 'The full page could not be built; the terminal of the simulator says why. This one goes on working.',
  },
  nobody: { zh: '未关注任何账号', en: 'follows nothing' },
} satisfies Record<string, Words>

const KINDS: Record<string, Words> = {
  service: { zh: '服务号', en: 'service account' },
  subscription: { zh: '订阅号（未认证）', en: 'subscription account, unverified' },
  test: { zh: '测试号', en: 'test account' },
  website: { zh: '网站应用', en: 'website application' },
  miniprogram: { zh: '小程序', en: 'mini program' },
  platform: { zh: '第三方平台', en: 'third-party platform' },
}

type Language = PageFrame['language']

function buildPerson(context: Context, person: Person, language: Language): Html {
  const appids = context.world.follows.of(person.id).map((appid) => `…${appid.slice(-2)}`)
  const follows = appids.length > 0 ? TEXT.follows[language] + appids.join(' ') : TEXT.nobody[language]
  return html`<div class="row"><img src="/mmopen/vi_32/${readAvatarKey(person) ?? 'none'}/132" alt="" width="40" height="40"><span class="name"><bdi>${person.nickname}</bdi><span class="hint">${person.id} · ${follows}</span></span></div>`
}

function buildAccounts({ world }: Context, language: Language): Html {
  const accounts = [...world.applications.values(), ...world.components.values()]
  const rows = accounts.map(
    (account) =>
      html`<tr><td>${language === 'zh' ? account.name : account.nameEn}</td><td class="hint">${KINDS[account.kind]?.[language]}</td><td><code>${account.appid}</code></td><td><code>${account.secret}</code></td></tr>`,
  )
  return html`<table><thead><tr><th scope="col">${TEXT.name[language]}</th><th scope="col">${TEXT.kind[language]}</th><th scope="col">appid</th><th scope="col">secret</th></tr></thead><tbody>${rows}</tbody></table>`
}

function buildEntry(entry: JournalEntry): Html {
  const time = new Date(entry.at).toISOString().slice(11, 19)
  const isRefused = entry.errcode !== null && entry.errcode !== 0
  const answer = entry.errcode === null ? `${entry.status}` : `${entry.status} · ${entry.errcode}`
  return html`<tr><td class="mono">${time}</td><td class="mono">${entry.method} ${entry.path.slice(0, 80)}</td><td class="mono ${isRefused ? 'bad' : 'ok'}">${answer}</td><td class="mono">${entry.rule}</td></tr>`
}

function buildJournal({ journal }: Context, language: Language): Html {
  const { entries } = journal.read({ limit: 20 })
  if (entries.length === 0) return html`<p class="hint">${TEXT.nothing[language]}</p>`
  return html`<table><thead><tr><th scope="col">${TEXT.time[language]}</th><th scope="col">${TEXT.request[language]}</th><th scope="col">${TEXT.answer[language]}</th><th scope="col">${TEXT.rule[language]}</th></tr></thead><tbody>${entries.map(buildEntry)}</tbody></table>`
}

const REFRESH_SECONDS = 2

function buildWebNotice(web: WebState, language: Language): Html | null {
  if (web !== 'building' && web !== 'failed') return null
  return html`<p class="note" role="status">${TEXT[web][language]}</p>`
}

/** The start page: who and what is in the town, and what was asked last. */
export function buildHomePage(context: Context, frame: PageFrame, web: WebState = 'off'): string {
  const { language } = frame
  const { now, frozen } = context.world.clock.view()
  const clock = `${new Date(now).toISOString().replace('T', ' ').slice(0, 19)} UTC`
  const people = context.world.people.list().slice(0, 60)
  const links = ['/__sim/state', '/__sim/journal', '/__sim/clock', '/__sim/faults']
  const content = html`<main class="home"><header class="card"><div class="head"><h1>${TEXT.title[language]}</h1><span class="hint">${TEXT.clock[language]} <span class="mono">${clock}</span> ${frozen ? TEXT.frozen[language] : null}</span></div><p class="hint">${TEXT.intro[language]}</p>${buildWebNotice(web, language)}<nav class="links">${links.map((link) => html`<a class="mono" href="${link}">${link}</a>`)}</nav></header><section class="card"><h2>${TEXT.people[language]}</h2><div class="town">${people.map((person) => buildPerson(context, person, language))}</div></section><section class="card"><h2>${TEXT.accounts[language]}</h2>${buildAccounts(context, language)}</section><section class="card"><h2>${TEXT.journal[language]}</h2>${buildJournal(context, language)}</section></main>`
  const refreshing = web === 'building' ? { ...frame, refreshSeconds: REFRESH_SECONDS } : frame
  return buildPage(refreshing, TEXT.title[language], content)
}

import { buildPage, buildPhone, type PageFrame } from '../page/frame.ts'
import { type Html, html } from '../page/html.ts'
import type { Refused } from '../rules/rule.ts'

const ICON = html`<svg viewBox="0 0 64 64" aria-hidden="true"><circle cx="32" cy="32" r="32" fill="#fa9d3b"/><path d="M29 14h6l-1 24h-4zM32 43a4 4 0 1 1 0 8 4 4 0 0 1 0-8z" fill="#fff"/></svg>`

const CONFIDENCE = {
  official: { zh: '官方文档', en: 'documented by WeChat' },
  captured: { zh: '多人实测', en: 'seen in real answers' },
  supposed: { zh: '推测，未证实', en: 'supposed, not confirmed' },
}

/** Both languages, always: whoever reads this may have been sent a screenshot. */
function buildDeveloperBlock({ rule, sent }: Refused): Html {
  return html`<section class="dev"><h2>开发者 · Developers</h2><dl><dt>规则 rule</dt><dd class="mono">${rule.name}</dd><dt>问题 what was wrong</dt><dd lang="zh-CN">${rule.wrong.zh}</dd><dd lang="en">${rule.wrong.en}</dd><dt>收到 what was sent</dt><dd class="mono"><bdi>${sent}</bdi></dd><dt>怎样通过 what would have passed</dt><dd lang="zh-CN">${rule.passes.zh}</dd><dd lang="en">${rule.passes.en}</dd><dt>依据 source</dt><dd>${CONFIDENCE[rule.confidence].zh} · ${CONFIDENCE[rule.confidence].en}</dd><dd class="mono">${rule.source}</dd></dl></section>`
}

const FOLLOW = { zh: '关注后重试', en: 'Follow and try again' }

/** A page of a test account that is not followed yet ends with what helps. */
function buildFollowForm({ refused, visit, language }: ErrorView): Html | null {
  if (!visit || refused?.errcode !== 10006) return null
  const inputs = Object.entries({ ...visit, decision: 'allow', follow: 'on' }).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="/connect/oauth2/authorize" id="follow">${inputs}<button class="button go wide">${FOLLOW[language]}</button></form>`
}

const CLOSED = {
  zh: '没有任何跳转：真实微信在部分版本中也停在这里。',
  en: 'Nothing was redirected: some versions of WeChat stop here too.',
}

type ErrorView = PageFrame & {
  page: { name: string; text: string }
  refused: Refused | undefined
  now: number
  visit?: { person: string; query: string } | undefined
}

/** A page as WeChat shows it, and below a line what a developer needs to know. */
export function buildErrorPage(view: ErrorView): string {
  const { page, refused, language, now } = view
  const code = refused?.errcode ?? null
  const title = language === 'zh' ? '无法继续' : 'Cannot go on'
  const message = html`<h1 lang="zh-CN">${page.text}</h1>${code === null ? null : html`<p class="hint">${language === 'zh' ? '错误码' : 'Code'}: ${code}</p>`}`
  const below = refused ? buildDeveloperBlock(refused) : html`<p class="hint">${CLOSED[language]}</p>`
  const screen = html`<div class="msg">${ICON}${message}${buildFollowForm(view)}${below}</div>`
  return buildPage(view, title, buildPhone(now, title, screen))
}

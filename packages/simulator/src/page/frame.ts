import { createHash } from 'node:crypto'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'
import { STYLE } from './style.ts'

/**
 * Headers of every page. No `form-action`: browsers hold it against the redirect that follows the form too,
 * and that one goes to the app's callback. No `no-referrer`: it would blank the Origin of our own form.
 */
export function buildPageHeaders(): Record<string, string> {
  const hash = createHash('sha256').update(STYLE).digest('base64')
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
  }
}

/** The same for a page with one inline script that talks to the simulator; `styleSource` may add a place of styles. */
export function buildScriptPageHeaders(
  script: string,
  { frameAncestors, styleSource }: { frameAncestors: string; styleSource: string },
): Record<string, string> {
  const headers = buildPageHeaders()
  const hash = createHash('sha256').update(script).digest('base64')
  const policy = (headers['content-security-policy'] ?? '')
    .replace("frame-ancestors 'none'", `frame-ancestors ${frameAncestors}`)
    .replace(/(style-src '[^']+')/, `$1 ${styleSource}`)
  return {
    ...headers,
    'content-security-policy': `${policy}; script-src 'sha256-${hash}'; connect-src 'self'`,
  }
}

/** Parts that every page needs: its language and where to come back to after the language was changed. */
export type PageFrame = {
  language: Language
  back: string
  /** Loads the page again after so many seconds. */
  refreshSeconds?: number
}

function buildRibbon({ language, back }: PageFrame): Html {
  const other = language === 'zh' ? 'en' : 'zh'
  return html`<div class="ribbon"><span>模拟器 · SIMULATOR</span><form method="post" action="/__sim/language"><a href="/">${language === 'zh' ? '首页' : 'Home'}</a><input type="hidden" name="language" value="${other}"><input type="hidden" name="back" value="${back}"><button lang="${other}">${other === 'zh' ? '中文' : 'English'}</button></form></div>`
}

function buildRefresh({ refreshSeconds }: PageFrame): Html | null {
  return refreshSeconds === undefined ? null : html`<meta http-equiv="refresh" content="${refreshSeconds}">`
}

/** A whole page around its content. */
export function buildPage(frame: PageFrame, title: string, content: Html): string {
  return html`<!doctype html>
<html lang="${frame.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover"><meta name="robots" content="noindex,nofollow">${buildRefresh(frame)}<link rel="icon" href="data:,"><title>${title} · 模拟器</title><style>${{ html: STYLE }}</style></head><body>${buildRibbon(frame)}${content}</body></html>
`.html
}

const SIGNAL = html`<svg viewBox="0 0 62 14" aria-hidden="true"><path d="M0 10h3v4H0zm5-3h3v7H5zm5-3h3v10h-3zm5-4h3v14h-3z"/><path d="M24 0h26a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3H27a3 3 0 0 1-3-3zm1.500 1.500v11h26v-11zM27 3h20v8H27zM55 5h2v4h-2z" fill-rule="evenodd"/></svg>`

/** The hour in China, as the simulated phone shows it. */
function writeHour(now: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Shanghai',
  }).format(now)
}

/** A phone with status bar and title around what its screen shows. */
export function buildPhone(now: number, title: string, screen: Html): Html {
  return html`<main class="phone"><div class="bar" aria-hidden="true"><span>${writeHour(now)}</span>${SIGNAL}</div><div class="nav"><i aria-hidden="true">×</i><span>${title}</span><i aria-hidden="true">⋯</i></div>${screen}</main>`
}

import { digestText } from '../digest.ts'
import type { Answer } from './ask.ts'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'

/** How a page looks: a question, good news, something to do, the end. Each has a sign as well as a colour. */
export type Tone = 'ask' | 'ok' | 'warn' | 'stop'

/** A whole page, not yet sent. */
export interface Page {
  status: number
  language: Language
  title: string
  body: Html
  tone?: Tone | undefined
  /** Origins beyond our own that a form of this page may end at: browsers check every redirect after it. */
  formOrigins: readonly string[]
  /** Where the other language is chosen; no switch unless given. */
  languagePath?: string | undefined
  /** Shows pictures of other origins. */
  showsPicture?: boolean | undefined
  /** The script of the page; only where somebody waits. */
  script?: string | undefined
  /** Seconds until the page loads itself again where no script runs. */
  reloadSeconds?: number | undefined
}

// Contrast of text and buttons is 4.5 and more, light and dark (WCAG 2.2, 1.4.3).
const style = `:root{color-scheme:light dark;--bg:#ededed;--card:#fff;--text:#1a1a1a;--hint:#5f5f5f;--link:#4a5f8a;--line:#ddd;--ok:#018942;--warn:#8a5a00;--stop:#d92d20}
@media (prefers-color-scheme:dark){:root{--bg:#111;--card:#191919;--text:#d0d0d0;--hint:#9a9a9a;--link:#8fa3c4;--line:#333;--ok:#07c160;--warn:#fa9d3b;--stop:#fa5151}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:max(1rem,env(safe-area-inset-top)) 1rem max(1rem,env(safe-area-inset-bottom));background:var(--bg);color:var(--text);font:1.0625rem/1.6 -apple-system,BlinkMacSystemFont,"PingFang SC","HarmonyOS Sans SC",MiSans,"Microsoft YaHei UI","Noto Sans SC","Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:26rem;padding:2rem 1.5rem;background:var(--card);border-radius:.75rem}
h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.35}h1:focus{outline:none}p,ul{margin:0 0 1rem;overflow-wrap:anywhere}ul{padding-left:1.25rem}form{margin:0 0 .75rem}
button,.button{display:block;width:100%;min-height:2.875rem;padding:.5rem 1rem;border:0;border-radius:.5rem;background:#018942;color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.quiet{background:transparent;color:var(--link);font-weight:400}a{color:var(--link)}:focus-visible{outline:2px solid var(--link);outline-offset:2px}
input[name=number]{width:100%;min-height:2.875rem;margin:0 0 .75rem;border:1px solid var(--hint);border-radius:.5rem;background:transparent;color:inherit;font:inherit;font-size:1.5rem;text-align:center;letter-spacing:.25em}
.mark{width:3rem;height:3rem;margin:0 0 1rem;border:2px solid;border-radius:50%;font-size:1.5rem;font-weight:700;line-height:2.75rem;text-align:center}.ok{color:var(--ok)}.warn{color:var(--warn)}.stop{color:var(--stop)}
.qr{display:block;position:relative;width:17rem;max-width:100%;margin:0 auto 1rem;background:#fff;border-radius:.5rem;overflow:hidden}.qr svg{display:block;width:100%;height:auto}
.qr.scanned svg{opacity:.15}.qr.scanned::after{content:"✓";position:absolute;inset:0;display:grid;place-items:center;color:#018942;font-size:6rem}
output{display:block;margin-top:1rem;font-size:2rem;font-weight:600;line-height:1.25;text-align:center;letter-spacing:.1em;text-indent:.1em}[role=status]{text-align:center}
.icon{width:4rem;height:4rem;border-radius:.75rem}.hint,dl,footer{color:var(--hint);font-size:.875rem}dl,.facts{margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid var(--line)}dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}footer{margin-top:1rem}
[hidden]{display:none}`

/** The page as an answer that no other site can frame and that nobody keeps. Only our own script runs on it. */
export async function buildPage(page: Page): Promise<Answer> {
  const { status, language } = page
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'content-security-policy': await buildPolicy(page),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      // Forms of this page tell our own host where they come from, and no other one.
      'referrer-policy': 'same-origin',
      ...(status === 503 && { 'retry-after': '2' }),
    },
    cookies: [],
    body: renderPage(page),
  }
}

async function buildPolicy({ script, showsPicture, formOrigins }: Page): Promise<string> {
  return [
    "default-src 'none'",
    `style-src 'sha256-${await hashForPolicy(style)}'`,
    ...(script === undefined
      ? []
      : [`script-src 'sha256-${await hashForPolicy(script)}'`, "connect-src 'self'"]),
    ...(showsPicture ? ['img-src https:'] : []),
    `form-action ${["'self'", ...new Set(formOrigins)].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

const marks: Readonly<Record<Exclude<Tone, 'ask'>, string>> = { ok: '✓', warn: '!', stop: '✕' }

function renderPage({
  language,
  title,
  body,
  tone = 'ask',
  languagePath,
  script,
  reloadSeconds,
}: Page): string {
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="robots" content="noindex">
${reloadSeconds === undefined ? undefined : html`<noscript><meta http-equiv="refresh" content="${reloadSeconds}"></noscript>`}
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
${tone === 'ask' ? undefined : html`<p class="mark ${tone}" aria-hidden="true">${marks[tone]}</p>`}
<h1 tabindex="-1">${title}</h1>
${body}
${languagePath === undefined ? undefined : buildSwitch(languagePath, language)}
</main>
${script === undefined ? undefined : html`<script>${{ html: script }}</script>`}
</body>
</html>
`.html
}

function buildSwitch(path: string, language: Language): Html {
  const [other, tag, name] = language === 'zh' ? ['en', 'en', 'English'] : ['zh', 'zh-CN', '中文']
  return html`<footer><a href="${path}?to=${other}" lang="${tag}" hreflang="${tag}" rel="nofollow">${name}</a></footer>`
}

const hashes = new Map<string, Promise<string>>()

/** SHA-256 in base64, as a content security policy spells it; computed once for each text. */
function hashForPolicy(text: string): Promise<string> {
  const known = hashes.get(text) ?? computeHash(text)
  hashes.set(text, known)
  return known
}

async function computeHash(text: string): Promise<string> {
  const hex = await digestText('SHA-256', text)
  const bytes = hex.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? []
  return btoa(bytes.join(''))
}

import { digestText } from '../digest.ts'
import { type Html, html } from './html.ts'

/** The languages of the pages. */
export type Language = 'en' | 'zh'

/** A whole page, not yet sent. */
export interface Page {
  status: number
  language: Language
  title: string
  body: Html
  /** Origins beyond our own that a form of this page may end at: browsers check every redirect after it. */
  formOrigins: readonly string[]
  /** What runs on the page; only where somebody waits. */
  script?: string | undefined
  /** Seconds until the page loads itself again where no script runs. */
  reloadSeconds?: number | undefined
}

// Contrast of text and buttons is 4.5 and more, light and dark (WCAG 2.2, 1.4.3).
const style = `:root{color-scheme:light dark;--bg:#ededed;--card:#fff;--text:#1a1a1a;--hint:#5f5f5f;--link:#4a5f8a;--line:#ddd}
@media (prefers-color-scheme:dark){:root{--bg:#111;--card:#191919;--text:#d0d0d0;--hint:#9a9a9a;--link:#8fa3c4;--line:#333}}
*{box-sizing:border-box}body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:1rem;background:var(--bg);color:var(--text);font:1.0625rem/1.6 -apple-system,BlinkMacSystemFont,"PingFang SC","HarmonyOS Sans SC",MiSans,"Microsoft YaHei UI","Noto Sans SC","Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:26rem;padding:2rem 1.5rem;background:var(--card);border-radius:.75rem}
h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.35}p{margin:0 0 1rem;overflow-wrap:anywhere}form{margin:0 0 .75rem}
button,.button{display:block;width:100%;min-height:2.875rem;padding:.5rem 1rem;border:0;border-radius:.5rem;background:#018942;color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.quiet{background:transparent;color:var(--link);font-weight:400}a{color:var(--link)}:focus-visible{outline:2px solid var(--link);outline-offset:2px}
input[name=number]{width:100%;min-height:2.875rem;margin:0 0 .75rem;border:1px solid var(--hint);border-radius:.5rem;background:transparent;color:inherit;font:inherit;font-size:1.5rem;text-align:center;letter-spacing:.25em}
.qr{display:block;width:17rem;max-width:100%;margin:0 auto 1rem;background:#fff;border-radius:.5rem;overflow:hidden}.qr svg{display:block;width:100%;height:auto}
output{display:block;font-size:2rem;font-weight:600;line-height:1.25;text-align:center;letter-spacing:.1em;text-indent:.1em}[role=status]{text-align:center}main>:last-child{margin-bottom:0}
.hint{color:var(--hint);font-size:.875rem}.facts{margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid var(--line)}`

/** The page as an answer that no other site can frame and that nobody keeps. Only our own script runs on it. */
export async function sendPage(page: Page): Promise<Response> {
  const { status, language, script } = page
  return new Response(renderPage(page), {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'content-security-policy': [
        "default-src 'none'",
        `style-src 'sha256-${await hashForPolicy(style)}'`,
        ...(script === undefined
          ? []
          : [`script-src 'sha256-${await hashForPolicy(script)}'`, "connect-src 'self'"]),
        `form-action ${["'self'", ...new Set(page.formOrigins)].join(' ')}`,
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      // Forms of this page tell our own host where they come from, and no other one.
      'referrer-policy': 'same-origin',
    },
  })
}

/** The language that the browser prefers: Chinese, or English for everybody else. */
export function readLanguage(request: Request): Language {
  const [first = ''] = (request.headers.get('accept-language') ?? '').split(',')
  return /^\s*zh\b/i.test(first) ? 'zh' : 'en'
}

function renderPage({ language, title, body, script, reloadSeconds }: Page): string {
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
<h1>${title}</h1>
${body}
</main>
${script === undefined ? undefined : html`<script>${{ html: script }}</script>`}
</body>
</html>
`.html
}

async function hashForPolicy(text: string): Promise<string> {
  const hex = await digestText('SHA-256', text)
  const bytes = hex.match(/../g)?.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))) ?? []
  return btoa(bytes.join(''))
}

import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'

/** A whole page, not yet sent. */
export interface Page {
  status: number
  language: Language
  title: string
  body: Html
  /**
   * Origins beyond our own that a form of this page may end at. Browsers check every redirect after a form
   * against it, so WeChat and the place where the sign-in ends belong here.
   */
  formOrigins: readonly string[]
}

const style = `
:root{color-scheme:light dark;--bg:#ededed;--card:#fff;--text:rgba(0,0,0,.9);--hint:rgba(0,0,0,.55);--action:#018942;--link:#576b95;--line:rgba(0,0,0,.1);--danger:#d92d20}
@media (prefers-color-scheme:dark){:root{--bg:#111;--card:#191919;--text:rgba(255,255,255,.8);--hint:rgba(255,255,255,.55);--link:#7d90a9;--line:rgba(255,255,255,.1);--danger:#fa5151}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:max(1rem,env(safe-area-inset-top)) 1rem max(1rem,env(safe-area-inset-bottom));background:var(--bg);color:var(--text);font:1.0625rem/1.5 -apple-system,BlinkMacSystemFont,"PingFang SC","HarmonyOS Sans SC",MiSans,"Microsoft YaHei UI","Noto Sans SC","Segoe UI",Roboto,sans-serif}
:lang(zh) body,body:lang(zh){line-height:1.6}
main{width:100%;max-width:26rem;padding:2rem 1.5rem;background:var(--card);border-radius:.75rem}
h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.35;font-weight:600}
h1:focus{outline:none}
p,ul{margin:0 0 1rem;overflow-wrap:anywhere}
ul{padding-left:1.25rem}
.hint{color:var(--hint);font-size:.875rem}
form{margin:0 0 .75rem}
button,.button{display:block;width:100%;min-height:2.875rem;padding:.5rem 1rem;border:0;border-radius:.5rem;background:var(--action);color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.quiet{background:transparent;color:var(--link);font-weight:400}
button:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
a{color:var(--link)}
dl{margin:1.5rem 0 0;padding-top:1rem;border-top:1px solid var(--line);font-size:.875rem;color:var(--hint)}
dt{font-weight:600}
dd{margin:0 0 .5rem;overflow-wrap:anywhere}
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** The headers of a page that no other site can frame and no script runs on. */
export function buildPageHeaders({ language, formOrigins }: Page): Record<string, string> {
  const targets = ["'self'", ...new Set(formOrigins)].join(' ')
  return {
    'content-security-policy': [
      "default-src 'none'",
      `style-src 'sha256-${styleHash}'`,
      `form-action ${targets}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    // Forms of this page tell our own host where they come from, and no other one.
    'referrer-policy': 'same-origin',
    'content-language': language === 'zh' ? 'zh-CN' : 'en',
    'content-type': 'text/html; charset=utf-8',
  }
}

export function sendPage(reply: FastifyReply, page: Page): FastifyReply {
  return reply.status(page.status).headers(buildPageHeaders(page)).send(renderPage(page))
}

/** The page as text. */
export function renderPage({ language, title, body }: Page): string {
  const page = html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<main>
<h1 tabindex="-1">${title}</h1>
${body}
</main>
</body>
</html>
`
  return page.html
}

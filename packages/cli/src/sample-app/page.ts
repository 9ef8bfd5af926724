import type { SampleAppOptions } from './app.ts'
import type { Person } from './relying-party.ts'
import { readTexts, type Texts } from './text.ts'

const style = `
:root{color-scheme:light dark;--bg:#f4f1ea;--card:#fff;--text:#222;--hint:#666;--action:#018942;--link:#017a3b;--line:#e4ded2}
@media (prefers-color-scheme:dark){:root{--bg:#161513;--card:#201f1c;--text:#eee;--hint:#aaa;--link:#2fcf7a;--line:#3a3833}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;align-items:center;justify-content:center;padding:1rem;background:var(--bg);color:var(--text);font:1.0625rem/1.5 -apple-system,BlinkMacSystemFont,"PingFang SC","Microsoft YaHei UI","Noto Sans SC","Segoe UI",Roboto,sans-serif}
main{width:100%;max-width:30rem;padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:1rem}
h1{margin:0 0 .5rem;font-size:1.5rem;overflow-wrap:anywhere}
p{margin:0 0 1.25rem}
.hint,dt{color:var(--hint);font-size:.875rem}
.button{display:block;width:100%;min-height:2.875rem;padding:.625rem 1rem;border:0;border-radius:.5rem;background:var(--action);color:#fff;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
a{color:var(--link)}
.face{width:4.5rem;height:4.5rem;border-radius:.75rem;float:right;margin-left:1rem;background:var(--line)}
dl{margin:1.25rem 0;clear:both}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}
code{font-size:.875rem}
`

/** The sample's one page: a button before signing in, the claims after it. */
export function renderHome(
  options: SampleAppOptions,
  acceptLanguage: string | undefined,
  person: Person | undefined,
): string {
  const text = readTexts(acceptLanguage)
  const direct = `${options.gateway}/login/${options.client.id}?return_to=${encodeURIComponent(`${options.gateway}/session`)}`
  if (person)
    return renderPage(text, text.hello(person.nickname ?? text.stranger), renderPerson(text, person))
  return renderPage(
    text,
    text.title,
    `<p>${text.lead}</p>
<p><a class="button" href="/sign-in" id="sign-in">${text.signIn}</a></p>
<p class="hint"><a href="${escapeText(direct)}">${text.direct}</a></p>`,
  )
}

export function renderProblem(acceptLanguage: string | undefined, reason: string): string {
  const text = readTexts(acceptLanguage)
  const said = reason === 'access_denied' ? text.denied : text.failed
  return renderPage(
    text,
    text.problemTitle,
    `<p>${said}</p><p><a class="button" href="/">${text.home}</a></p><p class="hint">${escapeText(reason)}</p>`,
  )
}

function renderPerson(text: Texts, person: Person): string {
  const face = person.picture ? `<img class="face" alt="" src="${escapeText(person.picture)}">` : ''
  const follows = person.subscribed ? text.follows : text.doesNotFollow
  const rows = [
    ['openid', person.openid],
    ['unionid', person.unionid],
    ['sub', person.subject],
  ]
  const list = rows
    .map(([name, value]) => `<dt>${name}</dt><dd><code>${escapeText(value ?? text.unknown)}</code></dd>`)
    .join('')
  return `${face}<p id="subscribed">${person.subscribed === undefined ? text.unknown : follows}</p>
<dl>${list}</dl>
<form method="post" action="/sign-out"><button class="button">${text.signOut}</button></form>`
}

function renderPage(text: Texts, title: string, body: string): string {
  return `<!doctype html>
<html lang="${text.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeText(title)}</title>
<style>${style}</style>
</head>
<body><main>
<h1>${escapeText(title)}</h1>
${body}
</main></body>
</html>
`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

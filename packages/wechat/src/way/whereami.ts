import { type Answer, type Ask, refuseMethod } from './ask.ts'
import { html } from './html.ts'
import type { Kit } from './kit.ts'
import { findLanguage, sendPage } from './login-page.ts'
import { wordTexts } from './page-text.ts'
import { readPlace } from './place.ts'
import { locate } from './pretend-phone.ts'
import { type ChannelName, routes } from './route.ts'

/** Tells a browser where it runs as we see it, by what, and which step each way to WeChat would be for it. */
export async function answerWhereami(kit: Kit, ask: Ask): Promise<Answer> {
  if (ask.method !== 'GET') return refuseMethod('GET')
  const agent = ask.header('user-agent')
  const place = locate(kit, ask)
  const reason = place === readPlace(agent) ? 'user-agent' : 'pretend-phone'
  const decided = { place, reason, userAgent: agent ?? null, routes: routes[place] }
  if (/application\/json/.test(ask.header('accept') ?? '')) {
    const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
    return { status: 200, headers, cookies: [], body: JSON.stringify(decided) }
  }
  const language = findLanguage(kit, ask)
  const word = wordTexts[language].whereami
  const rows = Object.entries(routes[place]) as [ChannelName, string][]
  return await sendPage(kit, await kit.host.readFacts(undefined), {
    status: 200,
    language,
    title: word.title,
    body: html`<p>${word.about}</p>
<dl><dt>${word.place}</dt><dd>${place} (${reason})</dd>
<dt>User-Agent</dt><dd>${agent ?? '–'}</dd>
${rows.map(([name, step]) => html`<dt>${name}</dt><dd>${step}</dd>`)}</dl>`,
  })
}

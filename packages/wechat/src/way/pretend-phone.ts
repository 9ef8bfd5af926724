import { wechatOrigins } from '../wire/origins.ts'
import type { Ask } from './ask.ts'
import type { Host } from './host.ts'
import { type Html, html } from './html.ts'
import type { Kit } from './kit.ts'
import type { Language } from './language.ts'
import { wordTexts } from './page-text.ts'
import { type Place, readPlace } from './place.ts'

const loopback = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Whether this browser may go on as if it were the phone: on a computer of a developer, where WeChat is simulated.
 * Anywhere else a browser that is not WeChat's cannot sign in through an official account.
 */
export function hasPretendPhone({ origin, wechat }: Pick<Host<unknown>, 'origin' | 'wechat'>): boolean {
  const real: ReadonlySet<string> = new Set(Object.values(wechatOrigins))
  return loopback.test(origin) && wechat.length > 0 && !wechat.some((one) => real.has(one))
}

/** Where the browser of a request runs: inside WeChat, too, for ten minutes after it went on as the phone. */
export function locate(kit: Kit, ask: Ask): Place {
  if (kit.pretends && kit.cookies.readPretends(ask)) return 'wechat'
  return readPlace(ask.header('user-agent'))
}

/** The form that goes on in this very browser as if it were the phone; nothing where there is no pretend phone. */
export function buildPretendForm(
  { host, pretends }: Kit,
  fields: Readonly<Record<string, string>>,
  language: Language,
): Html | undefined {
  if (!pretends) return undefined
  const word = wordTexts[language]
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${host.paths.start}">
${inputs}
<input type="hidden" name="pretend" value="1">
<button class="quiet">${word.pretend}</button>
</form>
<p class="hint">${word.pretendHint}</p>`
}

import { wechatOrigins } from '../wire/origins.ts'
import { type Html, html } from './html.ts'
import type { LoginKit, Visit } from './kit.ts'
import type { Language } from './page.ts'
import { wordTexts } from './page-text.ts'
import { readWhere, type Where } from './where.ts'

const loopback = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/**
 * Whether this browser may go on as if it were the phone: on a computer of a developer, where WeChat is simulated.
 * Anywhere else a browser that is not WeChat's cannot sign in through an official account.
 */
export function hasPretendPhone({ origin, channels }: Pick<LoginKit, 'origin' | 'channels'>): boolean {
  const wechat: ReadonlySet<string> = new Set(Object.values(wechatOrigins))
  const accounts = channels.filter(({ name }) => name !== 'website')
  const isSimulated = channels.every(({ origins }) => !origins.some((one) => wechat.has(one)))
  return loopback.test(origin) && accounts.length > 0 && isSimulated
}

/** Where the browser of a request runs: inside WeChat, too, for ten minutes after it went on as the phone. */
export function locate(kit: LoginKit, request: Request): Where {
  if (kit.pretends && kit.cookies.readPretends(request)) return 'wechat'
  return readWhere(request.headers.get('user-agent'))
}

/** The form that goes on in this very browser as if it were the phone; nothing where there is no pretend phone. */
export function buildPretendForm(
  { path, pretends }: LoginKit,
  { returnTo, profile }: Visit,
  language: Language,
): Html | undefined {
  if (!pretends) return undefined
  const word = wordTexts[language]
  return html`<form method="post" action="${path}/login">
<input type="hidden" name="return_to" value="${returnTo}">
${profile ? html`<input type="hidden" name="profile" value="1">` : undefined}
<input type="hidden" name="pretend" value="1">
<button class="quiet">${word.pretend}</button>
</form>
<p class="hint">${word.pretendHint}</p>`
}

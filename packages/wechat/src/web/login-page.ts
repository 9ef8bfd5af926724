import { WeChatError } from '../error.ts'
import { type Html, html } from './html.ts'
import type { LoginKit, Visit } from './kit.ts'
import { readLanguage, sendPage } from './page.ts'
import { type PageCode, pageTexts, wordTexts } from './page-text.ts'
import { buildPretendForm } from './pretend-phone.ts'

const statuses: Partial<Record<PageCode, number>> = {
  login_profile: 200,
  login_place: 200,
  login_snapshot: 200,
  login_denied: 403,
  login_form_refused: 403,
  login_wechat_failed: 502,
  login_unexpected: 500,
  login_attempt_stuck: 503,
}

/** A page that says what happened and offers a new start. `error` adds what support can look up. */
export function sendLoginPage(
  kit: LoginKit,
  request: Request,
  code: PageCode,
  { visit, error }: { visit?: Visit | undefined; error?: WeChatError | undefined } = {},
): Promise<Response> {
  const language = readLanguage(request)
  const [title, visitor] = pageTexts[language][code]
  const facts = [code, error?.errcode, error?.rid && `rid ${error.rid}`].filter(Boolean).join(' · ')
  const isPreview = code === 'login_snapshot'
  return sendPage({
    status: statuses[code] ?? 400,
    language,
    title,
    formOrigins: kit.formOrigins,
    body: html`<p>${visitor}</p>
${isPreview ? undefined : buildStartForm(kit, visit, wordTexts[language].again)}
<p class="hint facts">${facts}</p>`,
  })
}

/** The page before WeChat asks for consent: why, what is not read, and a way to say no. */
export function sendProfilePage(kit: LoginKit, request: Request, visit: Visit): Promise<Response> {
  const language = readLanguage(request)
  const [title, visitor] = pageTexts[language].login_profile
  const word = wordTexts[language]
  return sendPage({
    status: 200,
    language,
    title,
    formOrigins: kit.formOrigins,
    body: html`<p>${visitor}</p>
${buildStartForm(kit, { ...visit, told: true }, word.continue)}
<a class="button quiet" href="/">${word.notNow}</a>
<p class="hint facts">${word.site}: ${kit.site}</p>`,
  })
}

/** For a browser that no way leads from: the link to open in WeChat. */
export function sendPlacePage(kit: LoginKit, request: Request, visit: Visit): Promise<Response> {
  const language = readLanguage(request)
  const [title, visitor] = pageTexts[language].login_place
  const link = `${kit.origin}${visit.returnTo}`
  return sendPage({
    status: 200,
    language,
    title,
    formOrigins: kit.formOrigins,
    body: html`<p>${visitor}</p><p><a href="${link}">${link}</a></p>
${buildPretendForm(kit, visit, language)}`,
  })
}

/** What was thrown, as a page: WeChat's trouble with its code, ours with none of its details. */
export function sendErrorPage(
  kit: LoginKit,
  request: Request,
  error: unknown,
  visit?: Visit,
): Promise<Response> {
  if (!(error instanceof WeChatError)) return sendLoginPage(kit, request, 'login_unexpected', { visit })
  return sendLoginPage(kit, request, readPageCode(error), { visit, error })
}

function readPageCode({ code }: WeChatError): PageCode {
  switch (code) {
    case 'login_state_missing':
    case 'login_state_unknown':
    case 'login_browser_mismatch':
    case 'login_appid_mismatch':
    case 'login_attempt_stuck':
      return code
    default:
      return code.startsWith('wire_') || code.startsWith('credential_')
        ? 'login_wechat_failed'
        : 'login_unexpected'
  }
}

function buildStartForm(kit: LoginKit, visit: Visit | undefined, label: string): Html {
  const { returnTo = '/', profile = false, told = false } = visit ?? {}
  return html`<form method="post" action="${kit.path}/login" id="continue">
<input type="hidden" name="return_to" value="${returnTo}">
${profile ? html`<input type="hidden" name="profile" value="1">` : undefined}
${told ? html`<input type="hidden" name="told" value="1">` : undefined}
<button>${label}</button>
</form>`
}

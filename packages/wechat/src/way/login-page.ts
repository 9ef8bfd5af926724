import { WeChatError } from '../error.ts'
import type { Answer, Ask } from './ask.ts'
import type { PageFacts, Visit } from './host.ts'
import { type Html, html } from './html.ts'
import type { Kit } from './kit.ts'
import { type Language, readLanguage } from './language.ts'
import { buildPage, type Page, type Tone } from './page.ts'
import { type PageCode, type PageText, pageTexts, wordTexts } from './page-text.ts'

const statuses: Partial<Record<PageCode, number>> = {
  login_place: 200,
  login_computer: 200,
  login_mini_program: 200,
  login_plain: 200,
  login_snapshot: 200,
  login_denied: 403,
  login_form_refused: 403,
  login_visit_too_long: 414,
  login_too_many: 429,
  login_wechat_failed: 502,
  login_identity_mismatch: 502,
  login_unexpected: 500,
  login_store_unavailable: 503,
  login_attempt_stuck: 503,
}

const tones: Partial<Record<PageCode, Tone>> = {
  login_place: 'ask',
  login_computer: 'ask',
  login_mini_program: 'ask',
  login_plain: 'ask',
  login_denied: 'warn',
  login_declined: 'warn',
  login_snapshot: 'warn',
  login_cookie_missing: 'warn',
  login_too_many: 'warn',
  handoff_approved: 'ok',
  handoff_denied: 'warn',
  handoff_gone: 'warn',
  handoff_claimed: 'warn',
}

// The next step of the visitor is somewhere else, or there is no visitor.
const withoutWayBack: ReadonlySet<string> = new Set(['login_place', 'login_plain', 'login_snapshot'])

/** The parts of a page of the sign-in beside its text. */
export interface PageParts {
  visit?: Visit | undefined
  /** The next steps: forms and links. */
  actions?: Html | undefined
  error?: unknown
  status?: number | undefined
  cookies?: readonly string[] | undefined
}

/** The language of a page: chosen on a page before, asked for by the host, or the browser's. */
export function findLanguage({ cookies }: Kit, ask: Ask, visit?: Visit): Language {
  return readLanguage(ask.header('accept-language'), cookies.readLanguage(ask), visit?.language)
}

/** A page that the host alone knows, in the look of the way. */
export interface OwnPage {
  /** It stands on the page, for whoever asks the site's owner. */
  code: string
  status: number
  tone: Tone
  texts: Readonly<Record<Language, PageText>>
}

/** A page that says what happened, what the visitor can do, and what the site's owner can do. */
export function sendLoginPage(
  kit: Kit,
  ask: Ask,
  code: PageCode,
  { status = statuses[code] ?? 400, ...parts }: PageParts = {},
): Promise<Answer> {
  const texts = { en: findText(kit, 'en', code), zh: findText(kit, 'zh', code) }
  return sendOwnPage(kit, ask, { code, status, tone: tones[code] ?? 'stop', texts }, parts)
}

/** The same for a page of the host. */
export async function sendOwnPage(
  kit: Kit,
  ask: Ask,
  { code, status, tone, texts }: OwnPage,
  { visit, actions, error, cookies = [] }: Omit<PageParts, 'status'> = {},
): Promise<Answer> {
  const language = findLanguage(kit, ask, visit)
  const facts = await kit.host.readFacts(visit)
  const { title, visitor, operator } = texts[language]
  const answer = await sendPage(kit, facts, {
    status,
    language,
    title,
    tone,
    body: html`<p>${visitor}</p>
${actions}
${facts.cancel === undefined || withoutWayBack.has(code) ? undefined : html`<a class="button quiet" href="${facts.cancel}">${wordTexts[language].back}</a>`}
${buildDetails(kit, ask, { code, language, operator, error })}`,
  })
  return { ...answer, cookies: [...answer.cookies, ...cookies] }
}

/** A page with everything that all of them have. */
export function sendPage(
  { host }: Kit,
  facts: PageFacts,
  page: Omit<Page, 'formOrigins' | 'languagePath'>,
): Promise<Answer> {
  const formOrigins = [...host.wechat, ...(facts.formOrigins ?? [])]
  return buildPage({ ...page, formOrigins, languagePath: `${host.paths.start}/language` })
}

/** The words of a page: the host's own, or ours. */
export function findText({ host }: Kit, language: Language, code: PageCode) {
  return host.words?.[language][code] ?? pageTexts[language][code]
}

/** In production a visitor reads no code of WeChat's: the site's owner finds it in the log by the request. */
function buildDetails(
  { host, pretends }: Kit,
  ask: Ask,
  {
    code,
    language,
    operator,
    error,
  }: { code: string; language: Language; operator: string | undefined; error: unknown },
): Html {
  const word = wordTexts[language]
  const known = pretends && error instanceof WeChatError ? error : undefined
  const facts = [code, known?.errcode, known?.rid && `rid ${known.rid}`].filter(Boolean).join(' · ')
  const cure = (known && host.explain?.(known, language)) ?? operator
  return html`<dl>
${cure === undefined ? undefined : html`<dt>${word.operator}</dt><dd>${cure}</dd>`}
<dt>${word.request}</dt><dd>${ask.requestId === undefined ? undefined : html`${ask.requestId}<br>`}${facts}</dd>
</dl>`
}

/** An error as a page: WeChat's trouble, ours with none of its details. */
export function sendErrorPage(kit: Kit, ask: Ask, error: unknown, parts: PageParts = {}): Promise<Answer> {
  return sendLoginPage(kit, ask, readPageCode(error), { ...parts, error })
}

function readPageCode(error: unknown): PageCode {
  if (!(error instanceof WeChatError)) return 'login_unexpected'
  const { code } = error
  switch (code) {
    case 'login_state_missing':
    case 'login_state_unknown':
    case 'login_browser_mismatch':
    case 'login_appid_mismatch':
    case 'login_attempt_stuck':
    case 'login_identity_mismatch':
      return code
    case 'store_unavailable':
      return 'login_store_unavailable'
    default:
      return code.startsWith('wire_') || code.startsWith('credential_')
        ? 'login_wechat_failed'
        : 'login_unexpected'
  }
}

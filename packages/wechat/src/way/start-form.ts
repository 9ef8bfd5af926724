import { type Html, html } from './html.ts'
import type { Kit } from './kit.ts'
import type { Language } from './language.ts'
import { wordTexts } from './page-text.ts'

/** A form of a page names an attempt or a handoff, of which the rest is read. */
export type FormFields = Readonly<{ attempt?: string | undefined; handle?: string | undefined }>

/** The form that begins again. `without` adds one that goes on without a profile. */
export function buildStartForm(
  { host }: Kit,
  fields: FormFields,
  language: Language,
  {
    label = wordTexts[language].again,
    without = false,
  }: { label?: string | undefined; without?: boolean | undefined } = {},
): Html {
  const inputs = Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )
  return html`<form method="post" action="${host.paths.start}" id="continue">
${inputs}
<button>${label}</button>
</form>
${
  without
    ? html`<form method="post" action="${host.paths.start}">
${inputs}
<input type="hidden" name="decision" value="decline">
<button class="quiet">${wordTexts[language].notNow}</button>
</form>`
    : undefined
}`
}

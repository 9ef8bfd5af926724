/** HTML that is safe to send: only `html` and `escapeHtml` make it. */
export type Html = { readonly html: string }

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character)
}

type Part = Html | string | number | null | undefined | readonly Html[]

function write(part: Part): string {
  if (part === null || part === undefined) return ''
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  if ('html' in part) return part.html
  return part.map((each) => each.html).join('')
}

/** A template whose values are escaped unless they are HTML made by this very function. */
export function html(texts: TemplateStringsArray, ...parts: Part[]): Html {
  return { html: texts.map((text, at) => (at === 0 ? text : write(parts[at - 1]) + text)).join('') }
}

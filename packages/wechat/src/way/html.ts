/** Text that is HTML already. */
export interface Html {
  html: string
}

type Part = string | number | Html | undefined | readonly Html[]

/** A template whose parts are escaped unless they are HTML; undefined leaves nothing. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: texts.map((text, at) => text + write(parts[at])).join('') }
}

function write(part: Part): string {
  if (part === undefined) return ''
  if (Array.isArray(part)) return part.map(write).join('')
  if (typeof part === 'object' && 'html' in part) return part.html
  return String(part).replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
}

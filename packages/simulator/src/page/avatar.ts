import { html } from './html.ts'

const NAMED: Readonly<Record<string, number>> = { green: 150, rose: 345, blue: 215, amber: 35 }

/** The absolute `headimgurl`; its last part is the edge in pixels, as at WeChat. */
export function buildAvatarUrl(origin: string, key: string): string {
  return `${origin}/mmopen/vi_32/${key}/132`
}

function readHue(picture: string): number {
  const named = Object.hasOwn(NAMED, picture) ? NAMED[picture] : undefined
  return named ?? [...picture].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0) * 37, 0) % 360
}

function readInitial(nickname: string): string {
  for (const { segment } of new Intl.Segmenter('zh').segment(nickname)) return segment
  return ''
}

/** A square picture: the first character of the name on a colour chosen by a word. */
export function drawAvatar(nickname: string, picture: string): string {
  const hue = readHue(picture)
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 132" width="132" height="132"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 55% 52%)"/><stop offset="1" stop-color="hsl(${(hue + 24) % 360} 60% 38%)"/></linearGradient></defs><rect width="132" height="132" fill="url(#g)"/><text x="66" y="68" fill="#fff" font-family="sans-serif" font-size="62" text-anchor="middle" dominant-baseline="central">${readInitial(nickname)}</text></svg>`
    .html
}

/** The grey head of somebody without a picture. */
export function drawGreyAvatar(): string {
  return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 132 132" width="132" height="132"><rect width="132" height="132" fill="#c9c9c9"/><circle cx="66" cy="52" r="24" fill="#fff"/><path d="M20 132c0-30 20-46 46-46s46 16 46 46z" fill="#fff"/></svg>'
}

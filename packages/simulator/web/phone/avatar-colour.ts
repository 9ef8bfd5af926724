const NAMED: Readonly<Record<string, number>> = { green: 150, rose: 345, blue: 215, amber: 35 }

/** The hue that the simulator's own pictures have for this word. */
export function readHue(picture: string): number {
  const sum = [...picture].reduce((total, character) => total + (character.codePointAt(0) ?? 0) * 37, 0)
  return NAMED[picture] ?? sum % 360
}

/** The first character of a name as people see it, emoji of several code points included. */
export function readInitial(nickname: string): string {
  for (const { segment } of new Intl.Segmenter('zh').segment(nickname)) return segment
  return ''
}

/** The languages of the pages. */
export type Language = 'en' | 'zh'

/**
 * The language of a page: the first hint that is Chinese or English, then what the browser likes best
 * (`Accept-Language` with its weights, RFC 9110 section 12.5.4), then English.
 */
export function readLanguage(
  acceptLanguage: string | undefined,
  ...hints: readonly (string | undefined)[]
): Language {
  const wishes = [...hints.flatMap((hint) => hint?.split(/[\s,]+/) ?? []), ...sortByWeight(acceptLanguage)]
  for (const wish of wishes) {
    const [tag] = wish.toLowerCase().split('-')
    if (tag === 'zh' || tag === 'en') return tag
  }
  return 'en'
}

function sortByWeight(acceptLanguage = ''): string[] {
  const wishes = acceptLanguage.split(',').map((part) => {
    const [tag = '', weight] = part.split(/;\s*q=/)
    return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
  })
  const wanted = wishes.filter(({ weight }) => weight > 0)
  return wanted.sort((left, right) => right.weight - left.weight).map(({ tag }) => tag)
}

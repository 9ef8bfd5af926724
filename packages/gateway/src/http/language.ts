export type Language = 'zh' | 'en'

/**
 * The language of a page: the first of the hints that is Chinese or English, then the browser's own list
 * (`Accept-Language`, RFC 9110 section 12.5.4; order is taken as preference), then English.
 */
export function readLanguage(
  acceptLanguage: string | undefined,
  ...hints: readonly (string | undefined)[]
): Language {
  const wishes = [
    ...hints.flatMap((hint) => hint?.split(/[\s,]+/) ?? []),
    ...(acceptLanguage?.split(',') ?? []),
  ]
  for (const wish of wishes) {
    const tag = wish.trim().toLowerCase()
    if (tag.startsWith('zh')) return 'zh'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}

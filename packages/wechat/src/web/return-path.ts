const mostCharacters = 2000

/** A path of this site with its query and fragment, or `/` for whatever leads elsewhere or is too long to be kept. */
export function readReturnPath(text: string | null | undefined, origin: string): string {
  if (!text?.startsWith('/') || text.length > mostCharacters) return '/'
  const url = URL.parse(text, origin)
  return url?.origin === origin ? `${url.pathname}${url.search}${url.hash}` : '/'
}

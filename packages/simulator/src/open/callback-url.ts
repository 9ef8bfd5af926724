/** As `encodeURIComponent`, except for the `@@@` of a platform’s code, which nine recorded callbacks carry raw. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%40', '@')
}

/** Puts parameters into the query of a callback: existing ones stay, a fragment stays behind them. */
export function buildCallback(redirectUri: URL | string, parameters: Record<string, string>): string {
  const url = new URL(redirectUri)
  const added = Object.entries(parameters).map(([name, value]) => `${name}=${encode(value)}`)
  url.search = [...(url.search === '' ? [] : [url.search.slice(1)]), ...added].join('&')
  return url.href
}

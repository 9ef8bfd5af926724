/** Puts parameters into the query of a callback: existing ones stay, a fragment stays behind them. */
export function buildCallback(redirectUri: URL | string, parameters: Record<string, string>): string {
  const url = new URL(redirectUri)
  const added = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  url.search = [...(url.search === '' ? [] : [url.search.slice(1)]), ...added].join('&')
  return url.href
}

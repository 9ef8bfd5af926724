/** A request, as values: what the way reads of it. A host makes it of whatever its framework has. */
export interface Ask {
  method: string
  /** The address, at the host's own origin whatever the `Host` header says. */
  url: URL
  /** A header by its lower-case name; several cookies are one text, joined by `; `. */
  header(name: string): string | undefined
  /** The fields of a form. It is called for forms of our own pages alone, and once. */
  readForm(): Promise<URLSearchParams>
  /** The address of the browser, where the host knows it: for limits. */
  address?: string | undefined
  /** The name of this request in the host's log; it stands on pages. */
  requestId?: string | undefined
}

/** An answer, as values. A host writes it as whatever its framework sends. */
export interface Answer {
  status: number
  /** By lower-case name; `Set-Cookie` is not among them. */
  headers: Readonly<Record<string, string>>
  /** The values of the `Set-Cookie` headers, one header for each. */
  cookies: readonly string[]
  body: string
}

/** Sends the browser on by GET, and tells the next page nothing of where it comes from. */
export function goTo(location: string, cookies: readonly string[] = []): Answer {
  const headers = { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }
  return { status: 303, headers, cookies, body: '' }
}

/** For a method that a path does not have. */
export function refuseMethod(allow: string): Answer {
  return { status: 405, headers: { allow }, cookies: [], body: '' }
}

/** A state for a script of our own page. */
export function tellState(state: Readonly<Record<string, string>>): Answer {
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  return { status: 200, headers, cookies: [], body: JSON.stringify(state) }
}

/** The parameter of a query that must be there once; several count as none. */
export function readOnce(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name)
  return values.length === 1 ? values[0] : undefined
}

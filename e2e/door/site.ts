import { once } from 'node:events'
import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
  type ServerResponse,
} from 'node:http'
import { text } from 'node:stream/consumers'

interface SiteOptions {
  /** Where the gateway listens, behind the proxy. */
  gateway: string
  /** The client that protects the site. */
  client: string
  scheme: 'http' | 'https'
}

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

/**
 * A site behind a proxy that asks the gateway about every request, and an application that shows the headers it got:
 * what nginx, Caddy and Traefik do by their configurations in `examples/`.
 */
export function createSite(options: SiteOptions): RequestListener {
  return async (request, response) => {
    const path = request.url ?? '/'
    if (path.startsWith('/.wxgate/finish')) return relay(await ask(options, request, path), response)
    const verified = await ask(options, request, `/verify?client=${options.client}&redirect=1`)
    if (verified.status !== 200) return relay(verified, response)
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
    response.end(JSON.stringify(readAppHeaders(request, verified)))
  }
}

/** The headers for the application: a visitor's own under these names are gone. */
function readAppHeaders({ headers, url }: IncomingMessage, verified: Answer): Record<string, unknown> {
  const own = Object.entries(headers).filter(([name]) => !/^x[-_]wxgate/.test(name))
  const told = Object.entries(verified.headers).filter(([name]) => name.startsWith('x-wxgate-'))
  const { cookie: _, ...rest } = Object.fromEntries([...own, ...told])
  return { ...rest, path: url }
}

/** By `node:http`: `fetch` would say of itself that it loads no page. */
async function ask({ gateway, scheme }: SiteOptions, asking: IncomingMessage, path: string): Promise<Answer> {
  const { accept = '', cookie, authorization, ...others } = asking.headers
  const headers: Record<string, string | undefined> = {
    accept,
    cookie,
    authorization,
    'accept-language': others['accept-language'],
    'user-agent': others['user-agent'],
    // Node.js' own fetch says that it loads no page; a browser says that it does.
    'sec-fetch-mode': accept.includes('text/html') ? 'navigate' : readText(others['sec-fetch-mode']),
    'x-forwarded-host': others.host,
    'x-forwarded-proto': scheme,
    'x-forwarded-uri': asking.url,
    'x-forwarded-method': asking.method,
  }
  const known = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  const asked = request(`${gateway}${path}`, { headers: known }).end()
  const [answer]: IncomingMessage[] = await once(asked, 'response')
  if (answer === undefined) throw new Error('the gateway did not answer')
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: await text(answer) }
}

const readText = (value: string | string[] | undefined) => (typeof value === 'string' ? value : undefined)

function relay({ status, headers, body }: Answer, response: ServerResponse): void {
  const { 'content-length': _, 'transfer-encoding': __, connection: ___, ...kept } = headers
  response.writeHead(status, kept).end(body)
}

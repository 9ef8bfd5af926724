import { AssertionError } from 'node:assert'
import type { SimulatorControl } from '@wxgate/simulator/test-kit'

/** An answer on the way, with its text already read. */
export interface Step {
  url: string
  status: number
  text: string
  headers: Headers
}

type Decision = 'allow' | 'deny'

interface VisitorOptions {
  /** Whose phone shows WeChat's pages. */
  person?: string
  decision?: Decision
  snapshot?: boolean
  language?: string
  /** The browser; WeChat's own on a phone unless given. */
  agent?: string
}

const wechat = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54'

/** One browser: cookies by host (ports share them), and a phone that answers WeChat's pages. */
export interface Visitor {
  /** Those of `localhost`. */
  cookies: Map<string, string>
  /** Those of another host. */
  readCookies(hostname: string): Map<string, string>
  /** One request, no redirect followed. */
  request(url: string, init?: RequestInit): Promise<Step>
  /**
   * Goes on from a URL as a person would: follows redirects, lets the phone answer WeChat's page, presses
   * the one button of a page that can go on. Ends at a page that cannot, at one with an error status, or before
   * the first URL that `until` accepts. `headers` go with every request.
   */
  go(url: string, until?: (url: string) => boolean, headers?: Record<string, string>): Promise<Step>
}

const mostSteps = 25

export function createVisitor(control: SimulatorControl, options: VisitorOptions = {}): Visitor {
  const {
    person = 'xiaoming',
    decision = 'allow',
    snapshot = false,
    language = 'en',
    agent = wechat,
  } = options
  const cookies = new Map<string, string>()
  const jars = new Map([['localhost', cookies]])
  const readCookies = (hostname: string) => {
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    return jar
  }

  const request = async (url: string, init: RequestInit = {}): Promise<Step> => {
    const headers = new Headers({
      accept: 'text/html',
      'accept-language': language,
      'user-agent': agent,
      ...readHeaders(init),
    })
    const jar = readCookies(new URL(url).hostname)
    if (jar.size > 0) headers.set('cookie', [...jar].map((pair) => pair.join('=')).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) keepCookie(jar, cookie)
    return { url, status: response.status, text: await response.text(), headers: response.headers }
  }

  const openPhone = async (url: string): Promise<string> => {
    const opened = await control.open({ person, url, decision, snapshot })
    if (opened.status === 302) return opened.location
    throw new Error(`the phone shows ${opened.page}: ${opened.text}`)
  }

  return {
    cookies,
    readCookies,
    request,
    async go(start, until = () => false, headers = {}) {
      let next: Request | undefined = { url: start }
      let last: Step | undefined
      for (let count = 0; next && count < mostSteps; count += 1) {
        if (until(next.url)) return { url: next.url, status: 0, text: '', headers: new Headers() }
        if (isWeChatPage(next.url)) {
          next = { url: await openPhone(next.url) }
          continue
        }
        last = await request(next.url, { ...next.init, headers: { ...headers, ...next.init?.headers } })
        next = findNext(last)
      }
      if (!last || next) throw new AssertionError({ message: `the way has no end: ${last?.url}` })
      return last
    },
  }
}

interface Request {
  url: string
  init?: RequestInit & { headers?: Record<string, string> }
}

function isWeChatPage(url: string): boolean {
  return new URL(url).pathname === '/connect/oauth2/authorize'
}

function findNext(step: Step): Request | undefined {
  const location = step.headers.get('location')
  // An empty fragment, which keeps WeChat's own away, is no address of its own.
  if (location) return { url: new URL(location, step.url).href.replace(/#$/, '') }
  return step.status === 200 ? findForm(step) : undefined
}

function readHeaders(init: RequestInit): Record<string, string> {
  return Object.fromEntries(new Headers(init.headers))
}

function keepCookie(cookies: Map<string, string>, header: string): void {
  const [pair = '', ...attributes] = header.split('; ')
  const [name = '', value = ''] = pair.split(/=(.*)/s)
  const isOver = attributes.some((attribute) => /^(expires=Thu, 01 Jan 1970|max-age=0)/i.test(attribute))
  if (isOver) cookies.delete(name)
  else cookies.set(name, value)
}

/** The plain submit of the one form that goes on. */
export function findForm(step: Step): Request | undefined {
  const form = /<form method="post" action="([^"]+)" id="continue">(.*?)<\/form>/s.exec(step.text)
  if (!form) return undefined
  const inputs = [...(form[2] ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  const body = new URLSearchParams()
  for (const [, name = '', value = ''] of inputs) body.set(name, value)
  const url = new URL(form[1] ?? '', step.url)
  return { url: url.href, init: { method: 'POST', body, headers: { origin: url.origin } } }
}

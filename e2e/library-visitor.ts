import { startSimulator, type TestSimulator } from '@wxgate/simulator/test-kit'
import { createAccount, createMemoryStore, createWire, originsAt } from '@wxgate/wechat'
import { createLogin, desktopHandoff, inWeChat, type Login, type LoginOptions } from '@wxgate/wechat/web'
import { expect, onTestFinished } from 'vitest'

/** Where the site under test is: nobody listens there, its answers are asked for directly. */
export const site = 'http://localhost:8080'

const agents = {
  wechat: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 MicroMessenger/8.0.54',
  desktop: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36',
  phone: 'Mozilla/5.0 (Linux; Android 15) Chrome/142.0.0.0 Mobile Safari/537.36',
}

/** A browser that keeps cookies and loads pages, and a site with one page that greets. */
export class Browser {
  readonly #cookies = new Map<string, string>()
  readonly #login: Login
  readonly #agent: string
  readonly #profile: boolean

  constructor(login: Login, agent: keyof typeof agents, { profile = false, cookies = '' } = {}) {
    this.#login = login
    this.#agent = agents[agent]
    this.#profile = profile
    for (const pair of cookies.split('; ').filter(Boolean)) this.#keep(pair)
  }

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  forgetCookies(): void {
    this.#cookies.clear()
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    headers.set('user-agent', this.#agent)
    headers.set('cookie', this.cookies)
    if (!headers.has('accept')) headers.set('accept', 'text/html')
    const request = new Request(new URL(path, site), { ...init, headers })
    const { pathname } = new URL(request.url)
    const response = pathname.startsWith('/wechat/')
      ? await this.#login.handler(request)
      : await this.#greet(request)
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    return response
  }

  /** Sends the form of a page, as its button does. */
  async send(page: string, fields: Record<string, string> = {}, form = 'id="continue"'): Promise<Response> {
    const found = [...page.matchAll(/<form method="post" action="([^"]*)"([^>]*)>([\s\S]*?)<\/form>/g)]
    const [, action = '', , inner = ''] = found.find(([whole]) => whole.includes(form)) ?? []
    const hidden = [...inner.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)]
    const body = new URLSearchParams(
      hidden.map(([, name = '', value = '']) => [name, value] as [string, string]),
    )
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    return await this.ask(action, {
      method: 'POST',
      body,
      headers: { origin: site, 'sec-fetch-site': 'same-origin' },
    })
  }

  async #greet(request: Request): Promise<Response> {
    const visitor = this.#profile
      ? await this.#login.guard(request, { profile: true })
      : await this.#login.guard(request)
    if (visitor instanceof Response) return visitor
    return new Response(`hello ${visitor.kind === 'profile' ? visitor.nickname : visitor.openid}`)
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) this.#cookies.delete(name)
    else this.#cookies.set(name, value)
  }
}

/** Where an answer leads. The empty fragment that keeps WeChat's own away is left out: it is no address of its own. */
export function readLocation(response: Response): string {
  return response.headers.get('location')?.replace(/#$/, '') ?? ''
}

/** From an answer that leaves for WeChat to the callback's path. */
export async function visitWeChat(
  sim: TestSimulator,
  response: Response,
  person = 'xiaoming',
  decision = 'allow',
) {
  expect(response.status).toBe(303)
  const opened = await sim.open({ person, url: readLocation(response), decision: decision as 'allow' })
  if (opened.status !== 302) throw new Error(opened.text)
  return opened.location.slice(site.length)
}

type SignedIn = Parameters<NonNullable<LoginOptions['onSignIn']>>[0]

/** A simulator and a sign-in that stands on it. */
export interface Town {
  sim: TestSimulator
  login: Login
  failures: string[]
  signIns: string[]
  /** Whom `onSignIn` was told of. */
  identities: SignedIn[]
  exchanges: () => Promise<number>
}

/** Starts both, with what failed and who signed in. */
export async function startTown(more: Partial<LoginOptions> = {}): Promise<Town> {
  const sim = await startSimulator()
  onTestFinished(() => sim.close())
  const wire = createWire({ origins: originsAt(sim.url) })
  const store = createMemoryStore()
  const account = createAccount({ wire, store, appid: 'wx5a4db0c500000001', secret: readSecret(1) })
  const [failures, signIns]: string[][] = [[], []]
  const identities: SignedIn[] = []
  const login = createLogin({
    store,
    origin: site,
    channels: [inWeChat(account), desktopHandoff(account)],
    onError: (error) => failures?.push('code' in error ? error.code : error.message),
    onSignIn: (identity) => {
      signIns?.push(identity.openid)
      identities.push(identity)
    },
    ...more,
  })
  const exchanges = async () => (await sim.journal({ path: '/sns/oauth2/access_token' })).total
  return { sim, login, failures: failures ?? [], signIns: signIns ?? [], identities, exchanges }
}

/** The town's secret of the account whose appid ends so. */
export function readSecret(ending: number): string {
  return `5ec${String(ending).padStart(29, '0')}`
}

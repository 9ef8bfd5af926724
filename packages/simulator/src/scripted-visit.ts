import type { OpenInput } from './control/phone-open.ts'
import type { TestSimulator } from './test-kit.ts'

/** appid and secret of the seeded account whose number this is. */
export function readAccount(number: string): { appid: string; secret: string } {
  return { appid: `wx5a4db0c5${number.padStart(8, '0')}`, secret: `5ec${number.padStart(29, '0')}` }
}

export const CALLBACK = 'http://localhost/callback'

/** An authorize link in WeChat's order; `changes` replace values, undefined leaves one out. */
export function buildLink(url: string, changes: Record<string, string | undefined> = {}): string {
  const parameters = {
    appid: readAccount('1').appid,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope: 'snsapi_userinfo',
    state: 'abc123',
    ...changes,
  }
  const pairs = Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`)
  return `${url}/connect/oauth2/authorize?${pairs.join('&')}#wechat_redirect`
}

/** A call of the API: what came back, whole and parsed. */
export async function ask(
  sim: TestSimulator,
  path: string,
  query: Record<string, string>,
  init?: RequestInit,
) {
  const response = await fetch(`${sim.url}${path}?${new URLSearchParams(query)}`, init)
  const text = await response.text()
  const body: Record<string, unknown> = JSON.parse(text)
  return { response, text, body, errcode: body.errcode }
}

type Visit = Partial<OpenInput> & { link?: Record<string, string | undefined> }

/** A person's phone opens a link; answers the callback's parameters. */
export async function visit(sim: TestSimulator, { link, ...open }: Visit = {}): Promise<URLSearchParams> {
  const opened = await sim.open({ person: 'xiaoming', url: buildLink(sim.url, link), ...open })
  if (opened.status !== 302) throw new Error(`no callback but ${opened.page}`)
  return new URL(opened.location).searchParams
}

/** The parameters of an exchange at account 1. */
export function buildExchange(code: string, changes: Record<string, string> = {}): Record<string, string> {
  return { ...readAccount('1'), code, grant_type: 'authorization_code', ...changes }
}

/** A whole sign-in at account 1; answers what the exchange answered. */
export async function signIn(sim: TestSimulator, options: Visit = {}) {
  const code = (await visit(sim, options)).get('code') ?? ''
  const { body } = await ask(sim, '/sns/oauth2/access_token', buildExchange(code))
  return body
}

/** A value of an answer that must be text. */
export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`not a text: ${JSON.stringify(value)}`)
  return value
}

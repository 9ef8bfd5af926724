import { type StoryTown, startTown } from '../town.ts'
import type { Step, Visitor } from '../visitor.ts'
import { saveClients } from './clients.ts'

/** A host that `tea` protects, with a name of its own. Nothing listens there: a proxy's requests are made by hand. */
export const site = 'http://tea.example'

export async function openTeaTown(): Promise<StoryTown> {
  const town = await startTown()
  await saveClients(town, site)
  return town
}

/** The question of a proxy to the gateway, for a visitor of the site. */
export async function verify({ gateway }: StoryTown, query = '', headers: Record<string, string> = {}) {
  const told = {
    'x-forwarded-host': 'tea.example',
    'x-forwarded-proto': 'http',
    'x-forwarded-uri': '/',
    ...headers,
  }
  const answer = await fetch(`${gateway}/verify${query}`, { headers: told, redirect: 'manual' })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, code: text === '' ? '' : JSON.parse(text).code }
}

/** Signs a browser in at the site. `end` is the address with the code, `begin` and `session` are its cookies there. */
export async function signIn(
  town: StoryTown,
  visitor: Visitor,
  returnTo = `${site}/`,
): Promise<{ end: string; begin: string; session: string; last: Step }> {
  const wanted = `${town.gateway}/login/tea?return_to=${encodeURIComponent(returnTo)}`
  let end = ''
  const toGateway = (url: string) => url.replace(`${site}/`, `${town.gateway}/`)
  const host = { 'x-forwarded-host': 'tea.example', 'x-forwarded-proto': 'http' }
  const first = await visitor.request(wanted)
  const begun = await visitor.request(toGateway(first.headers.get('location') ?? ''), { headers: host })
  await visitor.go(begun.headers.get('location') ?? '', (url) => {
    if (url.startsWith(site)) end = url
    return end !== ''
  })
  const last = await visitor.request(toGateway(end), { headers: host })
  const begin = [...visitor.cookies].find(([name]) => name.startsWith('wxgate_begin'))
  return {
    end: toGateway(end),
    begin: begin?.join('=') ?? '',
    session: visitor.cookies.get('wxgate_verify') ?? '',
    last,
  }
}

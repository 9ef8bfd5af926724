import { ask, readAccount, text } from './scripted-visit.ts'
import type { TestSimulator } from './test-kit.ts'

/** A fresh global token of the seeded account with this number. */
export async function fetchToken(sim: TestSimulator, number = '1'): Promise<string> {
  const { body } = await ask(sim, '/cgi-bin/token', {
    grant_type: 'client_credential',
    ...readAccount(number),
  })
  return text(body.access_token)
}

/** A POST with a JSON body. */
export function post(sim: TestSimulator, path: string, query: Record<string, string>, body: unknown) {
  return ask(sim, path, query, { method: 'POST', body: JSON.stringify(body) })
}

/** A call with a fresh token of the account; a body makes it a POST. */
export async function callAccount(
  sim: TestSimulator,
  path: string,
  {
    number = '1',
    query = {},
    body,
  }: { number?: string; query?: Record<string, string>; body?: unknown } = {},
) {
  const authorized = { access_token: await fetchToken(sim, number), ...query }
  return body === undefined ? ask(sim, path, authorized) : post(sim, path, authorized, body)
}

/** The rule that decided the newest request. */
export async function readRule(sim: TestSimulator): Promise<string | null | undefined> {
  return (await sim.journal({ limit: 1 })).entries[0]?.rule
}

/** The openid of somebody at the account with this number. */
export async function readOpenid(sim: TestSimulator, person: string, number = '1'): Promise<string> {
  const found = (await sim.state()).people.find(({ id }) => id === person)
  return found?.openids[readAccount(number).appid] ?? ''
}

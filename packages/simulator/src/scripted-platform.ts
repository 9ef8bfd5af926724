import { createHmac } from 'node:crypto'
import { post } from './scripted-account.ts'
import { readAccount, text } from './scripted-visit.ts'
import type { TestSimulator } from './test-kit.ts'

/** appid and secret of the seeded platform, and the account that has authorized it. */
export const PLATFORM = readAccount('c1')
export const AUTHORIZED = readAccount('2').appid

/** A word of the platform that is the same on every start. */
export function readDerived(name: string, subject: string): string {
  const digest = createHmac('sha512', 'wxgate town').update(`${name}\n${PLATFORM.appid}\n${subject}`)
  return `${name}@@@${digest.digest('base64url').slice(0, 64)}`
}

/** What `api_component_token` takes, with the first ticket. */
export function buildTokenRequest(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    component_appid: PLATFORM.appid,
    component_appsecret: PLATFORM.secret,
    component_verify_ticket: readDerived('ticket', 'first'),
    ...changes,
  }
}

/** A fresh token of the platform. */
export async function fetchComponentToken(sim: TestSimulator): Promise<string> {
  const { body } = await post(sim, '/cgi-bin/component/api_component_token', {}, buildTokenRequest())
  return text(body.component_access_token)
}

/** A call below `/cgi-bin/component/` with a fresh token; `name` is the last part of the path. */
export async function callComponent(sim: TestSimulator, name: string, body: Record<string, unknown> = {}) {
  const query = { component_access_token: await fetchComponentToken(sim) }
  return post(sim, `/cgi-bin/component/${name}`, query, { component_appid: PLATFORM.appid, ...body })
}

/** A fresh token of the account that has authorized the platform. */
export async function fetchAuthorizerToken(sim: TestSimulator): Promise<string> {
  const { body } = await callComponent(sim, 'api_authorizer_token', {
    authorizer_appid: AUTHORIZED,
    authorizer_refresh_token: readDerived('refreshtoken', `${AUTHORIZED} 1`),
  })
  return text(body.authorizer_access_token)
}

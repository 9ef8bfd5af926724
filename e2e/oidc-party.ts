import * as client from 'openid-client'
import type { StoryTown } from './town.ts'
import type { Visitor } from './visitor.ts'

const insecure = { execute: [client.allowInsecureRequests] }

/** A relying party as openid-client makes it. */
export interface Party {
  configuration: client.Configuration
  redirectUri: string
}

export async function openParty(
  { gateway, app }: StoryTown,
  id = 'demo',
  auth?: client.ClientAuth,
): Promise<Party> {
  const configuration = await client.discovery(
    new URL(gateway),
    id,
    id === 'demo-es256' ? { id_token_signed_response_alg: 'ES256' } : undefined,
    auth ?? client.ClientSecretBasic('demo-secret'),
    insecure,
  )
  return { configuration, redirectUri: `${app}/callback` }
}

/** Authorizes and gives the URL that the browser comes back with. */
export async function authorize(
  party: Party,
  visitor: Visitor,
  parameters: Record<string, string> = {},
): Promise<URL> {
  const url = client.buildAuthorizationUrl(party.configuration, {
    redirect_uri: party.redirectUri,
    scope: 'openid profile wechat',
    state: 'state-of-the-client',
    ...parameters,
  })
  const end = await visitor.go(url.href, (next) => next.startsWith(party.redirectUri))
  return new URL(end.url)
}

export const checks = { expectedState: 'state-of-the-client' }

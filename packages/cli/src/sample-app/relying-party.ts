import * as client from 'openid-client'
import type { SampleAppOptions } from './app.ts'

/** The facts to remember between leaving for the gateway and coming back. */
export interface PendingSignIn {
  state: string
  nonce: string
  codeVerifier: string
}

/** The claims that the sample shows. */
export interface Person {
  /** Tells the gateway which sign-in is meant when signing out. */
  idToken: string
  subject: string
  nickname: string | undefined
  picture: string | undefined
  openid: string | undefined
  unionid: string | undefined
  subscribed: boolean | undefined
}

export interface RelyingParty {
  buildAuthorization(): Promise<{ url: string; pending: PendingSignIn }>
  fetchPerson(callback: URL, pending: PendingSignIn): Promise<Person>
  /** Where signing out at the gateway begins; it comes back to the sample. */
  buildSignOutUrl(idToken: string): Promise<string>
}

/** OpenID Connect as openid-client does it: discovery, PKCE, state, nonce, then the userinfo endpoint. */
export function createRelyingParty({ gateway, app, client: { id, secret } }: SampleAppOptions): RelyingParty {
  let discovered: Promise<client.Configuration> | undefined
  const discover = () => {
    discovered ??= client
      .discovery(new URL(gateway), id, secret, undefined, readDiscoveryOptions(gateway))
      .catch((cause: unknown) => {
        discovered = undefined
        throw cause
      })
    return discovered
  }
  return {
    async buildAuthorization() {
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
      }
      const url = client.buildAuthorizationUrl(await discover(), {
        redirect_uri: `${app}/callback`,
        scope: 'openid profile wechat',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
        code_challenge_method: 'S256',
      })
      return { url: url.href, pending }
    },
    async fetchPerson(callback, pending) {
      const configuration = await discover()
      const tokens = await client.authorizationCodeGrant(configuration, callback, {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.codeVerifier,
      })
      const subject = tokens.claims()?.sub ?? ''
      const claims = await client.fetchUserInfo(configuration, tokens.access_token, subject)
      return readPerson(claims, tokens.id_token ?? '')
    },
    async buildSignOutUrl(idToken) {
      const url = client.buildEndSessionUrl(await discover(), {
        id_token_hint: idToken,
        post_logout_redirect_uri: `${app}/`,
      })
      return url.href
    },
  }
}

/** Plain http is for a laptop; anywhere else openid-client insists on https. */
function readDiscoveryOptions(gateway: string) {
  return gateway.startsWith('http:') ? { execute: [client.allowInsecureRequests] } : {}
}

function readPerson(claims: client.UserInfoResponse, idToken: string): Person {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    idToken,
    subject: claims.sub,
    nickname: text(claims.nickname),
    picture: text(claims.picture),
    openid: text(claims.wechat_openid),
    unionid: text(claims.wechat_unionid),
    subscribed: typeof claims.wechat_subscribed === 'boolean' ? claims.wechat_subscribed : undefined,
  }
}

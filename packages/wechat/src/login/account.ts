import { fetchMiniProgramSession, type MiniProgramSession } from '../api/mini-program.ts'
import {
  fetchProfile,
  fetchUserGrant,
  type Lang,
  type Profile,
  refreshUserGrant,
  type UserGrant,
} from '../api/oauth.ts'
import type { AppToken } from '../api/token.ts'
import { type Follower, fetchFollower } from '../api/user.ts'
import { createAppTokenKeeper, keepSecret } from '../credential/app-token.ts'
import type { TokenKeeper } from '../credential/call.ts'
import type { KeeperEvent } from '../credential/keeper.ts'
import { type PageSignature, signPage } from '../credential/page-signature.ts'
import { createTicketKeeper } from '../credential/ticket.ts'
import type { SecretText } from '../secret.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import type { Origins } from '../wire/origins.ts'
import { type AuthorizeScope, buildAuthorizeUrl } from './authorize-url.ts'
import { buildQrconnectUrl } from './qrconnect-url.ts'

/** Something that visitors can sign in through. How it proves itself to WeChat is its own affair. */
export interface Account {
  appid: string
  /** Where its links lead: WeChat, or what stands for it. */
  origins: Origins
  /** The link that sends a visitor to WeChat: see `buildAuthorizeUrl`. */
  authorizeUrl(options: {
    redirectUri: string
    scope: AuthorizeScope
    state: string
    forcePopup?: boolean | undefined
  }): string
  /** The link to WeChat's QR page, where the account is a website application: see `buildQrconnectUrl`. */
  qrconnectUrl(options: { redirectUri: string; state: string; lang?: 'cn' | 'en' | undefined }): string
  /** Exchanges a code, which works once: see `fetchUserGrant`. */
  exchange(code: SecretText): Promise<UserGrant>
  /** Fresh tokens of a visitor within 30 days of the sign-in: see `refreshUserGrant`. */
  refresh(refreshToken: SecretText): Promise<UserGrant>
  /** Exchanges the code of `wx.login()`, where the account is a mini program: see `fetchMiniProgramSession`. */
  miniProgramSession(code: SecretText): Promise<MiniProgramSession>
  /** Nickname and avatar: see `fetchProfile`. */
  profile(grant: Pick<UserGrant, 'accessToken' | 'openid'>, lang?: Lang): Promise<Profile>
  /** Whether somebody follows the account: see `fetchFollower`. */
  follower(openid: string, lang?: Lang): Promise<Follower>
  /** Signs a page of yours for the JS-SDK with the kept ticket: see `signPage`. */
  signPage(url: string): Promise<PageSignature>
  /** Runs `use` with the app token, once more with a fresh one when WeChat refuses it: see `TokenKeeper`. */
  call<T>(use: (token: AppToken) => Promise<T>): Promise<T>
  /** The current app token, for calls that this library does not know; `call` is better. */
  appToken(): Promise<AppToken>
  /** Ends the keeping of token and ticket; of an account through a platform the token stays the platform's. */
  close(): void
}

/** How an account proves itself to WeChat. Its own secret does, and so does a platform that it authorized. */
export interface AccountProof {
  appid: string
  /** The platform, for the authorize link. */
  componentAppid?: string | undefined
  exchange(code: SecretText): Promise<UserGrant>
  refresh(refreshToken: SecretText): Promise<UserGrant>
  miniProgramSession(code: SecretText): Promise<MiniProgramSession>
  /** Keeps the app token. */
  appToken: TokenKeeper<'app token'>
}

interface Surroundings {
  wire: Wire
  store: Store
  /** What happens to token and ticket, for logs and metrics. */
  onEvent?: ((event: KeeperEvent) => void) | undefined
}

/** What an account by its own secret needs. */
export interface OwnAccountOptions extends Surroundings {
  appid: string
  /** The AppSecret, or a function that is asked for it whenever it is needed. */
  secret: SecretText | (() => SecretText)
  /** How app tokens are fetched; `stable` unless given. */
  make?: 'stable' | 'plain' | undefined
}

/** What an account behind a third-party platform needs. */
export interface AccountThroughOptions extends Surroundings {
  /** The platform's word for it: `platform.authorizer(appid)`. */
  through: AccountProof
}

/** What an account needs: its own secret, or a platform that it authorized. */
export type AccountOptions = OwnAccountOptions | AccountThroughOptions

/**
 * An account, by its own AppSecret or through a platform; everything above is blind to the difference. Asks WeChat
 * nothing until it is used. Throws a `TypeError` (`secret_empty`) for an empty secret.
 */
export function createAccount(options: AccountOptions): Account {
  const { wire, store, onEvent } = options
  const proof = 'through' in options ? options.through : proveBySecret(options)
  const { appid, componentAppid, appToken } = proof
  const ticket = createTicketKeeper({ wire, store, appid, appToken, onEvent })
  return {
    appid,
    origins: wire.origins,
    qrconnectUrl: (link) => buildQrconnectUrl({ ...link, appid, origins: wire.origins }),
    authorizeUrl: (link) => buildAuthorizeUrl({ ...link, appid, componentAppid, origins: wire.origins }),
    exchange: proof.exchange,
    refresh: proof.refresh,
    miniProgramSession: proof.miniProgramSession,
    profile: ({ accessToken, openid }, lang) => fetchProfile(wire, { accessToken, openid, lang }),
    follower: (openid, lang) => appToken.call((token) => fetchFollower(wire, { token, openid, lang })),
    signPage: async (url) => signPage({ appid, ticket: (await ticket.get()).token, url, now: wire.now() }),
    call: appToken.call,
    appToken: async () => (await appToken.get()).token,
    close() {
      ticket.close()
      if (!('through' in options)) appToken.close()
    },
  }
}

function proveBySecret(options: OwnAccountOptions): AccountProof {
  const { wire, appid } = options
  const readSecret = keepSecret(options.secret)
  return {
    appid,
    exchange: (code) => fetchUserGrant(wire, { appid, secret: readSecret(), code }),
    refresh: (refreshToken) => refreshUserGrant(wire, { appid, refreshToken }),
    miniProgramSession: (code) => fetchMiniProgramSession(wire, { appid, secret: readSecret(), code }),
    appToken: createAppTokenKeeper({ ...options, secret: readSecret }),
  }
}

import { fetchProfile, fetchUserGrant, type Lang, type Profile, type UserGrant } from '../api/oauth.ts'
import { type Follower, fetchFollower } from '../api/user.ts'
import { createAppTokenKeeper } from '../credential/app-token.ts'
import type { KeeperEvent } from '../credential/keeper.ts'
import type { Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import { type AuthorizeScope, buildAuthorizeUrl } from './authorize-url.ts'

/** Something that visitors can sign in through. How it proves itself to WeChat is its own affair. */
export interface Account {
  appid: string
  /** The link that sends a visitor to WeChat: see `buildAuthorizeUrl`. */
  authorizeUrl(options: {
    redirectUri: string
    scope: AuthorizeScope
    state: string
    forcePopup?: boolean | undefined
  }): string
  /** Exchanges a code, which works once: see `fetchUserGrant`. */
  exchange(code: string): Promise<UserGrant>
  /** Nickname and avatar: see `fetchProfile`. */
  profile(grant: UserGrant, lang?: Lang): Promise<Profile>
  /** Whether somebody follows the account: see `fetchFollower`. */
  follower(openid: string): Promise<Follower>
  /** The current app token, for calls that this library does not know. */
  appToken(): Promise<string>
  /** Ends the keeping of the app token. */
  close(): void
}

/** What an account by its own secret needs. */
export interface AccountOptions {
  wire: Wire
  store: Store
  appid: string
  /** The AppSecret, or a function that is asked for it whenever it is needed. */
  secret: string | (() => string)
  /** How app tokens are fetched; `stable` unless given. */
  make?: 'stable' | 'plain' | undefined
  /** What happens to the app token, for logs and metrics. */
  onEvent?: ((event: KeeperEvent) => void) | undefined
}

/** An account that has its own AppSecret. Asks WeChat nothing until it is used. */
export function createAccount(options: AccountOptions): Account {
  const { wire, appid, secret } = options
  const keeper = createAppTokenKeeper(options)
  return {
    appid,
    authorizeUrl: (link) => buildAuthorizeUrl({ ...link, appid, origins: wire.origins }),
    exchange: (code) =>
      fetchUserGrant(wire, { appid, code, secret: typeof secret === 'string' ? secret : secret() }),
    profile: ({ accessToken, openid }, lang) => fetchProfile(wire, { accessToken, openid, lang }),
    follower: (openid) => keeper.call((token) => fetchFollower(wire, { token, openid })),
    appToken: async () => (await keeper.get()).token,
    close: () => keeper.close(),
  }
}

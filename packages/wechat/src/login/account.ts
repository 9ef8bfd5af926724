import { fetchMiniProgramSession, type MiniProgramSession } from '../api/mini-program.ts'
import type { Lang, UserGrant } from '../api/oauth.ts'
import type { AppToken } from '../api/token.ts'
import { type Follower, fetchFollower } from '../api/user.ts'
import { createAppTokenKeeper } from '../credential/app-token.ts'
import type { TokenKeeper } from '../credential/call.ts'
import type { KeeperEvent } from '../credential/keeper.ts'
import { type PageSignature, signPage } from '../credential/page-signature.ts'
import { createTicketKeeper } from '../credential/ticket.ts'
import { keepSecret, type SecretText } from '../secret.ts'
import type { Store } from '../store/store.ts'
import { createWire, type Wire } from '../wire/call.ts'
import { buildLinks, createSignInAccount, type SignInAccount } from './sign-in-account.ts'

/** An account with everything that it can do: sign visitors in, and act with its app token. */
export interface Account extends SignInAccount {
  /** Exchanges the code of `wx.login()`, where the account is a mini program: see `fetchMiniProgramSession`. */
  miniProgramSession(code: SecretText): Promise<MiniProgramSession>
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
  /** How calls reach WeChat; `createWire()`, WeChat itself, unless given. */
  wire?: Wire | undefined
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
  const { wire = createWire(), store, onEvent } = options
  const proof = 'through' in options ? options.through : proveBySecret(wire, options)
  const { appid, componentAppid, appToken } = proof
  const ticket = createTicketKeeper({ wire, store, appid, appToken, onEvent })
  return {
    ...buildLinks(wire, appid, componentAppid),
    exchange: proof.exchange,
    refresh: proof.refresh,
    miniProgramSession: proof.miniProgramSession,
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

function proveBySecret(wire: Wire, options: OwnAccountOptions): AccountProof {
  const { appid } = options
  const secret = keepSecret(options.secret)
  const { exchange, refresh } = createSignInAccount({ wire, appid, secret })
  return {
    appid,
    exchange,
    refresh,
    miniProgramSession: (code) => fetchMiniProgramSession(wire, { appid, secret: secret(), code }),
    appToken: createAppTokenKeeper({ ...options, wire, secret }),
  }
}

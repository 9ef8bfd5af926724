import { fetchAllFollowers } from '../api/follower-batch.ts'
import { fetchMiniProgramSession, type MiniProgramSession } from '../api/mini-program.ts'
import type { Lang, UserGrant } from '../api/oauth.ts'
import { fetchPhoneNumber, type PhoneNumber } from '../api/phone-number.ts'
import type { AppToken } from '../api/token.ts'
import { type Follower, fetchFollower, fetchFollowers } from '../api/user.ts'
import { createAppTokenKeeper } from '../credential/app-token.ts'
import type { TokenKeeper } from '../credential/call.ts'
import { type Caller, createCaller } from '../credential/caller.ts'
import type { KeeperEvent, KeeperOptions } from '../credential/keeper.ts'
import { type PageSignature, signPage } from '../credential/page-signature.ts'
import { createTicketKeeper } from '../credential/ticket.ts'
import { keepSecret, type SecretText } from '../secret.ts'
import { checkStore } from '../store/check-store.ts'
import type { Store } from '../store/store.ts'
import { checkWire, createWire, type Wire } from '../wire/call.ts'
import { checkAppid } from './authorize-url.ts'
import { decryptOpenData, type EncryptedOpenData, type OpenData } from './open-data.ts'
import { buildLinks, createSignInAccount, type SignInAccount } from './sign-in-account.ts'

/** An account with everything that it can do: sign visitors in, and act with its app token. */
export interface Account extends SignInAccount, Caller {
  /**
   * Exchanges the code of `wx.login()`, where the account is a mini program: see `fetchMiniProgramSession`. The code
   * comes from the mini program's own request: there is no callback and no state.
   */
  fetchMiniProgramSession(code: SecretText): Promise<MiniProgramSession>
  /** Decrypts what a mini program's page got as `encryptedData` and `iv`: see `decryptOpenData`. */
  decryptOpenData(data: EncryptedOpenData): Promise<OpenData>
  /** The phone number behind the code of a mini program's button: see `fetchPhoneNumber`. */
  fetchPhoneNumber(code: SecretText, openid?: string | undefined): Promise<PhoneNumber>
  /** Whether somebody follows the account: see `fetchFollower`. */
  fetchFollower(openid: string, lang?: Lang | undefined): Promise<Follower>
  /** The same of many people, as many as you like, in hundreds: see `fetchAllFollowers`. */
  fetchFollowers(openids: readonly string[], lang?: Lang | undefined): Promise<readonly Follower[]>
  /** Signs a page of yours for the JS-SDK with the kept ticket: see `signPage`. */
  signPage(url: string): Promise<PageSignature>
  /** Runs `use` with the app token, once more with a fresh one when WeChat refuses it: see `TokenKeeper`. */
  call<T>(use: (token: AppToken) => Promise<T>): Promise<T>
  /** The current app token; `get`, `post` and `call` are better, since they replace a token that has died. */
  getAppToken(): Promise<AppToken>
  /** Ends the keeping of token and ticket; of an account through a platform the token stays the platform's. */
  close(): void
}

/** How an account proves itself to WeChat. Its own secret does, and so does a platform that it authorized. */
export interface AccountProof {
  appid: string
  /** How calls reach WeChat unless the account has a wire of its own. */
  wire: Wire
  /** The platform, for the authorize link. */
  componentAppid?: string | undefined
  exchange(code: SecretText): Promise<UserGrant>
  refresh(refreshToken: SecretText): Promise<UserGrant>
  fetchMiniProgramSession(code: SecretText): Promise<MiniProgramSession>
  /** Keeps the app token. */
  appToken: TokenKeeper<'app token'>
}

interface Surroundings {
  /** How calls reach WeChat; the platform's wire, or `createWire()`, WeChat itself, unless given. */
  wire?: Wire | undefined
  store: Store
  /** Is told the events of token and ticket, for logs and metrics. */
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** The options of an account by its own secret. */
export interface OwnAccountOptions extends Surroundings {
  appid: string
  /** The AppSecret, or a function that is asked for it whenever it is needed. */
  secret: SecretText | (() => SecretText)
  /** How app tokens are fetched; `stable` unless given. */
  make?: 'stable' | 'plain' | undefined
  through?: undefined
}

/** The options of an account behind a third-party platform. */
export interface AccountThroughOptions extends Surroundings {
  /** The platform's word for it: `platform.authorizer(appid)`. */
  through: AccountProof
}

/** The options of an account: its own secret, or a platform that it authorized. */
export type AccountOptions = OwnAccountOptions | AccountThroughOptions

/**
 * An account, by its own AppSecret or through a platform; everything above is blind to the difference. Asks WeChat
 * nothing until it is used. Throws a `TypeError` for what can never work: `login_appid_invalid`, `secret_empty`,
 * `secret_blank`, `store_invalid`, `wire_option_invalid`, `wire_origin_invalid`.
 */
export function createAccount(options: AccountOptions): Account {
  const { through, store, onEvent, waitUntil } = options
  const { wire = through?.wire ?? createWire() } = options
  checkWire(wire)
  checkStore(store)
  const proof = options.through ?? proveBySecret(wire, options)
  const { appid, componentAppid, appToken } = proof
  const ticket = createTicketKeeper({ wire, store, appid, appToken, onEvent, waitUntil })
  return {
    ...buildLinks(wire, appid, componentAppid),
    ...createCaller(wire, appToken),
    exchange: proof.exchange,
    refresh: proof.refresh,
    fetchMiniProgramSession: proof.fetchMiniProgramSession,
    decryptOpenData: (data) => decryptOpenData(appid, data),
    fetchPhoneNumber: (code, openid) =>
      appToken.call((token) => fetchPhoneNumber(wire, { token, code, openid })),
    fetchFollower: (openid, lang) => appToken.call((token) => fetchFollower(wire, { token, openid, lang })),
    fetchFollowers: (openids, lang) =>
      fetchAllFollowers(openids, (batch) =>
        appToken.call((token) => fetchFollowers(wire, { token, openids: batch, lang })),
      ),
    signPage: async (url) => signPage({ appid, ticket: (await ticket.get()).token, url, now: wire.now() }),
    call: appToken.call,
    getAppToken: async () => (await appToken.get()).token,
    close() {
      ticket.close()
      if (through === undefined) appToken.close()
    },
  }
}

function proveBySecret(wire: Wire, options: OwnAccountOptions): AccountProof {
  const { appid } = options
  checkAppid(appid)
  const secret = keepSecret(options.secret)
  const { exchange, refresh } = createSignInAccount({ wire, appid, secret })
  return {
    appid,
    wire,
    exchange,
    refresh,
    fetchMiniProgramSession: (code) => fetchMiniProgramSession(wire, { appid, secret: secret(), code }),
    appToken: createAppTokenKeeper({ ...options, wire, secret }),
  }
}

import { createPreAuthCode } from '../api/component-token.ts'
import {
  fetchMiniProgramSessionOnBehalf,
  fetchUserGrantOnBehalf,
  refreshUserGrantOnBehalf,
} from '../api/on-behalf.ts'
import type { ByComponent } from '../api/with-component.ts'
import { createAuthorizerTokenKeeper } from '../credential/authorizer-token.ts'
import type { TokenKeeper } from '../credential/call.ts'
import { createComponentTokenKeeper } from '../credential/component-token.ts'
import type { KeeperEvent, KeeperOptions } from '../credential/keeper.ts'
import { buildUsageError } from '../error.ts'
import { type Account, type AccountProof, createAccount } from '../login/account.ts'
import type { WeChatMessage } from '../message/event.ts'
import { keepSecret, type SecretText } from '../secret.ts'
import { checkStore } from '../store/check-store.ts'
import type { Store } from '../store/store.ts'
import { checkWire, createWire, type Wire } from '../wire/call.ts'
import { isAppid } from '../wire/shape.ts'
import { type Authorized, takeAuthorization } from './authorization.ts'
import { buildPlatformLink, type PlatformLinkOptions } from './authorize-link.ts'
import type { PlatformContext } from './context.ts'
import { type PlatformEvent, receiveEvent } from './event.ts'
import { recoverAuthorizers } from './recovery.ts'
import { renewAuthorizer } from './renewal.ts'
import { keepTicket, type TicketState } from './ticket.ts'

/** What a platform needs. */
export interface PlatformOptions {
  /** How calls reach WeChat; `createWire()`, WeChat itself, unless given. */
  wire?: Wire | undefined
  /** Keeps tickets, tokens and refresh tokens: one that outlives the process, and is shared by all of yours. */
  store: Store
  componentAppid: string
  /** The platform's AppSecret, or a function that is asked for it whenever it is needed. */
  componentSecret: SecretText | (() => SecretText)
  /** How long a call waits for a ticket that it had to ask for, in real milliseconds; 5,000 unless given. */
  ticketWaitMs?: number | undefined
  /** What happens to the tokens of the platform and its accounts, for logs and metrics. */
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** Keeps the process alive for renewals in the background: see `KeeperOptions`. */
  waitUntil?: KeeperOptions['waitUntil']
}

/** An account behind a platform, for `createAccount({ through })`; `platform.account` is the short way. */
export type Authorizer = AccountProof & { componentAppid: string }

/** A third-party platform: acts for the accounts that authorized it. */
export interface Platform {
  appid: string
  /**
   * Acts on a push to the authorization-event URL: on what `receiveMessage` gives; then answer `successReply`. It may
   * ask WeChat, 5 s at most for each call: where you can go on after answering, keep the message and answer first.
   * What it throws is worth a push again: answer 500 then, and WeChat sends it up to three times.
   */
  receive(message: WeChatMessage): Promise<PlatformEvent>
  /**
   * How the ticket is; asks WeChat to push when it is late or missing, and tells `onEvent` when that fails. Call it every
   * minute from a timer of yours, and raise an alarm for anything but `fresh`.
   */
  checkTicket(): Promise<TicketState>
  /** A link for the owner of an account, with a pre-auth code of its own: see `buildPlatformLink`. */
  fetchAuthorizeLink(
    link: Omit<PlatformLinkOptions, 'componentAppid' | 'preAuthCode' | 'origins'>,
  ): Promise<{ url: string; expiresAt: number }>
  /** Redeems the `auth_code` of the owner's return, once, and keeps the tokens; the push of the same code is welcome. */
  takeAuthorization(authorizationCode: SecretText | null | undefined): Promise<Authorized>
  /**
   * An account that has authorized the platform, with everything an account can do; the same one for the same appid, until
   * it is closed. Asks WeChat nothing until it is used. Each appid stays in memory: take it from your own records, not
   * unchecked from a URL. Throws a `TypeError` (`platform_appid_invalid`) for what is no appid.
   */
  account(appid: string): Account
  /** The same for `createAccount({ through })`, where the account is to have a wire, a store or events of its own. */
  authorizer(appid: string): Authorizer
  /** Runs any other call of the platform with its token, once more with a fresh one when WeChat refuses it. */
  call<T>(use: (by: ByComponent) => Promise<T>): Promise<T>
  /** Fetches WeChat's list and keeps the refresh tokens that are missing here; answers whose. For a lost store. */
  recover(): Promise<readonly string[]>
  /** Ends the keeping of all tokens. What is in the store stays. */
  close(): void
}

/**
 * A platform. Asks WeChat nothing until it is used. Throws a `TypeError` for what can never work:
 * `platform_appid_invalid`, `secret_empty`, `secret_blank`, `store_invalid`, `wire_option_invalid`, `wire_origin_invalid`.
 */
export function createPlatform(options: PlatformOptions): Platform {
  const { context, close } = createContext(options)
  const authorizer = (appid: string) => createAuthorizer(context, appid)
  const account = keepAccounts((appid) => createAccount({ ...options, through: authorizer(appid) }))
  const { wire, componentAppid, ticket, call } = context
  return {
    appid: componentAppid,
    receive: (message) => receiveEvent(context, message),
    checkTicket: () => ticket.check(),
    async fetchAuthorizeLink(link) {
      const { code, expiresAt } = await call((by) => createPreAuthCode(wire, by))
      const { origins } = wire
      return { url: buildPlatformLink({ ...link, origins, componentAppid, preAuthCode: code }), expiresAt }
    },
    takeAuthorization: (code) => takeAuthorization(context, code),
    account,
    authorizer,
    call,
    recover: () => recoverAuthorizers(context),
    close,
  }
}

function createAuthorizer(context: PlatformContext, appid: string): Authorizer {
  const { wire, componentAppid, call } = context
  checkAppid(appid)
  return {
    appid,
    wire,
    componentAppid,
    exchange: (code) => call((by) => fetchUserGrantOnBehalf(wire, { ...by, appid, code })),
    refresh: (refreshToken) => call((by) => refreshUserGrantOnBehalf(wire, { ...by, appid, refreshToken })),
    fetchMiniProgramSession: (code) =>
      call((by) => fetchMiniProgramSessionOnBehalf(wire, { ...by, appid, code })),
    appToken: context.keeper(appid),
  }
}

/** One account for each appid, until it is closed. */
function keepAccounts(create: (appid: string) => Account): (appid: string) => Account {
  const accounts = new Map<string, Account>()
  return (appid) => {
    const known = accounts.get(appid)
    if (known !== undefined) return known
    const made = create(appid)
    const close = () => {
      accounts.delete(appid)
      made.close()
    }
    const account = { ...made, close }
    accounts.set(appid, account)
    return account
  }
}

function checkAppid(appid: string): void {
  if (!isAppid(appid)) throw buildUsageError('platform_appid_invalid', 'An appid is wx and 16 of 0-9 and a-f')
}

function createContext(options: PlatformOptions): { context: PlatformContext; close: () => void } {
  const { wire = createWire(), store, componentAppid, onEvent, waitUntil, ticketWaitMs = 5000 } = options
  checkWire(wire)
  checkStore(store)
  checkAppid(componentAppid)
  const componentSecret = keepSecret(options.componentSecret)
  const ticket = keepTicket({ ...options, wire, componentSecret, waitMs: ticketWaitMs })
  const component = createComponentTokenKeeper({ ...options, wire, componentSecret, ticket })
  const keepers = new Map<string, TokenKeeper<'app token'>>()
  const context: PlatformContext = {
    wire,
    store,
    componentAppid,
    ticket,
    call: (use) => component.call((token) => use({ componentAppid, token })),
    keeper(appid) {
      const known = keepers.get(appid)
      if (known !== undefined) return known
      const fetch = () => renewAuthorizer(context, appid)
      const made = createAuthorizerTokenKeeper({
        store,
        componentAppid,
        appid,
        fetch,
        now: wire.now,
        onEvent,
        waitUntil,
      })
      keepers.set(appid, made)
      return made
    },
  }
  const close = () => {
    component.close()
    for (const keeper of keepers.values()) keeper.close()
  }
  return { context, close }
}

import type { WeChatError } from '../error.ts'
import type { Identity } from '../login/identity.ts'
import type { SignInAccount } from '../login/sign-in-account.ts'
import type { Store } from '../store/store.ts'
import type { Ask } from './ask.ts'
import type { Language } from './language.ts'
import type { PageCode, PageText } from './page-text.ts'
import type { ChannelName } from './route.ts'

/**
 * A sign-in that is wanted: JSON, kept once, in the attempt. No page carries it, so nobody can bend it. It may have
 * 4,096 bytes.
 */
export interface Visit {
  /** Where it ends: a path of the host with its query and fragment, or a URL that the host has checked. */
  resume: string
  /**
   * Whether the profile is asked for. `wanted`: the visitor may say "not now" and goes on without it. `required`:
   * without it nobody is signed in.
   */
  profile: 'no' | 'wanted' | 'required'
  /** The host's own words: for whom it is, through which account. */
  own: string
  /** The language that was asked for, where the host has heard of one. */
  language?: Language | undefined
}

/** A visitor who came back from WeChat. */
export interface Arrival {
  visit: Visit
  identity: Exclude<Identity, { kind: 'snapshot' }>
  /** SHA-256 of the secret of this browser: the same for all of its tabs. */
  browser: string
  /** Whether the visitor was asked for the profile, given or not. */
  asked: boolean
  /** Whether the visitor said "not now" when the profile was asked for. */
  declined: boolean
  /** The id of this browser's session before this one. The host ends it. */
  before: string | undefined
  requestId: string | undefined
}

/** The facts that the way asks of a session. */
export interface SessionFacts {
  /** The owner, at this account: everything that this person owns in the store is dropped by it. */
  owner: string
  /** Milliseconds since 1970. */
  signedInAt: number
  hasProfile: boolean
}

/**
 * Where the host keeps who is signed in. The ids are made by the way: of the browser's secret and of the attempt, so
 * that a callback that is loaded twice gives the same session, and nothing in the store could open one.
 */
export interface Sessions<Session> {
  find(id: string): Promise<Session | undefined>
  /** Begins a session, once for each attempt. What it throws ends the sign-in with a page. */
  begin(id: string, arrival: Arrival): Promise<void>
  /** The facts of a session at an account; undefined when this session is not of this account. */
  read(session: Session, appid: string): SessionFacts | undefined
  /** The text that a phone hands over to the computer whose sign-in it approved. */
  hand(session: Session, appid: string): string
  /** Begins a session of what a phone has handed over. */
  take(
    id: string,
    handed: string,
    arrival: Pick<Arrival, 'visit' | 'browser' | 'before' | 'requestId'>,
  ): Promise<void>
  /** Remembers that this visitor wants to show no profile today. */
  decline(id: string, visit: Visit): Promise<void>
}

/** A way to WeChat: what it is, and through which account. */
export interface WayChannel {
  readonly name: ChannelName
  readonly appid: string
}

/** Facts that stand on pages. */
export interface PageFacts {
  /** The name of the site or of the application that wants the sign-in. */
  site: string
  /** A picture of it, at an https address; none unless given. */
  icon?: string | undefined
  /** Where somebody goes who gives up; the page has no such link unless given. */
  cancel?: string | undefined
  /** Origins beyond the host's own at which a form of a page may end by redirects. */
  formOrigins?: readonly string[] | undefined
}

/** An event on the way: for logs, metrics and the audit. No secret, code or token is in it. */
export type WayEvent =
  | {
      kind: 'failed'
      error: Error
      appid: string | undefined
      visit: Visit | undefined
      requestId: string | undefined
    }
  | { kind: 'refused'; code: PageCode; appid: string | undefined; requestId: string | undefined }
  | { kind: 'snapshot'; appid: string; visit: Visit; requestId: string | undefined }
  | { kind: 'profile-missing'; error: WeChatError; appid: string; requestId: string | undefined }

/** Everything that differs between an application that embeds the library and a gateway. */
export interface Host<Session> {
  /** Scheme, host and port as browsers see them. */
  readonly origin: string
  /** Where the pages are. Each is a path without a slash at its end; what follows it is the way's. */
  readonly paths: {
    /** Takes the forms of pages. */
    start: string
    /** WeChat's return: the appid follows. */
    callback: string
    /** The page that says why the profile is wanted: a state follows. */
    profile: string
    /** The page that a phone opens: a handle follows. */
    handoff: string
    /** Where a computer waits: a handle follows. */
    desktop: string
    /** Looks whether the browser kept the session's cookie before it goes on; nothing looks unless given. */
    finish?: string | undefined
    /** Tells a browser where it runs and which way it would take; not there unless given. */
    whereami?: string | undefined
  }
  /** Names of cookies are made with it; `__Host-` stands before it where the origin is https. */
  readonly cookiePrefix: string
  /** How long a session's cookie lives. */
  readonly sessionSeconds: number
  /** Where WeChat's pages are, or what stands for them: forms of pages may end there. */
  readonly wechat: readonly string[]
  readonly store: Store
  /** Milliseconds since 1970. */
  now(): number
  /** Where an account's callback is, where it is not the host's own origin. */
  findCallbackOrigin?(appid: string): string | undefined
  findAccount(appid: string): Promise<SignInAccount | undefined>
  /** The ways to WeChat for a visit, the preferred one first. */
  listChannels(visit: Visit): Promise<readonly WayChannel[]>
  readonly sessions: Sessions<Session>
  /**
   * Whether somebody who came back without a profile must be asked for it before the session begins. Asked later
   * unless given.
   */
  needsProfile?(visit: Visit, person: { appid: string; openid: string }): Promise<boolean>
  readFacts(visit: Visit | undefined): Promise<PageFacts>
  /** Where a new sign-in begins that has nothing of an earlier one but for whom it was; none unless given. */
  findStart?(visit: Visit): Promise<string | undefined>
  /** Words of the host in place of the way's own. */
  words?: Readonly<Record<Language, Partial<Record<PageCode, PageText>>>> | undefined
  /** The cure of a failure for an operator, in development. */
  explain?(error: WeChatError, language: Language): string | undefined
  /** Waits for so long, where the host can hold a request open: up to 25 s. The page asks every 1.5 s unless given. */
  wait?: ((ms: number) => Promise<void>) | undefined
  /** Is told what happens, before the visitor is answered. */
  onEvent?(event: WayEvent, ask: Ask): void | Promise<void>
}

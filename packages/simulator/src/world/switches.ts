import { z } from 'zod'

/**
 * The switches of the rules: where WeChat's behaviour is not confirmed, differs between clients, or needs a
 * limit small enough to be reached in a test. One line each; the default is what most apps will meet.
 */
export const switchesSchema = z.strictObject({
  /** Refuses a port in `redirect_uri` on loopback hosts too, as WeChat does everywhere (page 10003). */
  strictPort: z.boolean().default(false),
  /** Refuses an authorize link whose five documented parameters are not in the documented order. */
  strictOrder: z.boolean().default(true),
  /** A parameter that stands twice in an authorize link: the first counts, with a note, or the page is refused. */
  repeatedParameters: z.enum(['first', 'refuse']).default('first'),
  /** A value of an authorize link that is no percent-encoded UTF-8: taken as sent, with a note, or refused. */
  unreadableQuery: z.enum(['accept', 'refuse']).default('accept'),
  /** A `redirect_uri` with http: refused with 10039, noted in the journal (hosts that are not loopback), or neither. */
  requireScheme: z.enum(['off', 'warn', 'refuse']).default('warn'),
  /** An empty or missing state: `refuse` shows page 10013. */
  emptyState: z.enum(['accept', 'refuse']).default('accept'),
  /** Characters of state: `documented` a-zA-Z0-9 alone; `urlSafe` also `-._~` with a note; `any` everything. */
  stateAlphabet: z.enum(['documented', 'urlSafe', 'any']).default('urlSafe'),
  /** An authorize link opened in a frame, where WeChat's page stays blank: a note, or no page either. */
  insideFrame: z.enum(['warn', 'refuse']).default('warn'),
  /** A browser without `MicroMessenger` in its User-Agent sees "please open in WeChat", as in reality. */
  requireUserAgent: z.boolean().default(false),
  /** What comes of tapping "refuse": callback with state only, with `code=authdeny`, or no callback. */
  refusal: z.enum(['state', 'authdeny', 'none']).default('state'),
  /** Whether the phone loads the callback twice: with the same code, or with a new code and the same state. */
  duplicateCallback: z.enum(['none', 'same', 'newCode']).default('none'),
  /** Seconds after an "allow" in which no sheet is shown again ("logged in recently"); 0 always asks. */
  consentWaiverSeconds: z.number().int().min(0).default(0),
  /** Codes of official accounts end with a hyphen, as one recorded code does: against checks of their shape. */
  hyphenInCode: z.boolean().default(false),
  /** The errcode of an expired code: real servers mostly say 40029, the table says 42003. */
  expiredCode: z.literal([40029, 42003]).default(40029),
  /** POST at the `/sns/` calls other than the exchange of a code: taken like GET with a note, or 43001. */
  snsPost: z.enum(['accept', 'refuse']).default('accept'),
  /** Gives a new `refresh_token` with 30 more days on every refresh; the old one dies. */
  rotateRefreshToken: z.boolean().default(false),
  /** Who has a unionid in the token answer of a silent `snsapi_base` sign-in. */
  unionidWithBase: z.enum(['never', 'followers', 'always']).default('followers'),
  /** Whether `cgi-bin/user/info` tells the unionid of somebody who does not follow. */
  unionidOfStrangers: z.boolean().default(false),
  /** The profile fields of `cgi-bin/user/info`, empty since 2021: given as recorded, or missing as documented. */
  emptyProfile: z.enum(['given', 'missing']).default('given'),
  /** Whether the token answer of a snapshot visit carries `is_snapshotuser` (reported missing at times). */
  snapshotMark: z.enum(['given', 'missing']).default('given'),
  /** The address API calls seem to come from; empty: the true one. For trying white lists. */
  callerAddress: z.union([z.literal(''), z.ipv4(), z.ipv6()]).default(''),
  /** Checks the white list on every call of an official account, as documented; off: when a token is fetched. */
  whiteListEveryCall: z.boolean().default(true),
  /** Calls of `cgi-bin/token` a day and account; test accounts have a tenth. */
  tokenCallsPerDay: z.number().int().min(1).default(2_000),
  stableTokenCallsPerMinute: z.number().int().min(1).default(10_000),
  stableTokenCallsPerDay: z.number().int().min(1).default(500_000),
  stableTokenForcesPerDay: z.number().int().min(0).default(20),
  /** Calls a minute and account of each of `sns/oauth2/access_token`, `refresh_token` and `userinfo`. */
  snsCallsPerMinute: z.number().int().min(1).default(50_000),
  /** Real milliseconds a server has to answer a push; real WeChat waits 5 s. */
  pushDeadlineMs: z.number().int().min(1).max(60_000).default(5_000),
  /** Pushes without a valid answer in a row after which this URL gets none for a minute; 0 never pauses. */
  pushFailuresBeforePause: z.number().int().min(0).default(20),
  /** Whether platforms get a ticket every ten minutes of simulated time. */
  ticketPush: z.boolean().default(true),
  /** An authorization domain without its `MP_verify` file: noted, refused, or not even looked for. */
  verifyFile: z.enum(['off', 'warn', 'refuse']).default('warn'),
  /** Calls a day and account of every counted `/cgi-bin` call; 0: the documented number of each. */
  accountCallsPerDay: z.number().int().min(0).default(0),
  quotaClearsPerMonth: z.number().int().min(0).default(10),
  /** Openids in one page of `cgi-bin/user/get`. */
  followersPerPage: z.number().int().min(1).max(10_000).default(10_000),
  /** Seconds a scene code lives when `expire_seconds` is left out: two documents say 30 and 60. */
  defaultSceneSeconds: z.number().int().min(1).max(2_592_000).default(60),
  permanentCodesPerAccount: z.number().int().min(0).default(100_000),
  /** What comes of refusing a website's sign-in: nothing, or the older way, a callback with state only. */
  websiteRefusal: z.enum(['none', 'state']).default('none'),
  /** Seconds the QR code of a website's sign-in lives. */
  loginCodeSeconds: z.number().int().min(1).default(300),
  /** Seconds a `pre_auth_code` lives: WeChat's text says 1800, its sample 600. */
  preAuthCodeSeconds: z.number().int().min(1).default(1800),
  /** A `pre_auth_code` that was used before: noted in the journal, or refused. */
  preAuthCodeReuse: z.enum(['warn', 'refuse']).default('warn'),
  /** Seconds the `auth_code` of a platform's callback lives. */
  authCodeSeconds: z.number().int().min(1).default(3600),
  /** An `auth_code` that was asked about before: answered again with a note, or refused with 61009. */
  authCodeReuse: z.enum(['warn', 'refuse']).default('warn'),
  /** The page for owners on a computer: opened from a page outside the launch domain, or without Referer. */
  requireReferer: z.enum(['refuse', 'warn']).default('refuse'),
  /** Gives a new `authorizer_refresh_token` on every refresh; the old one dies. */
  rotateAuthorizerRefreshToken: z.boolean().default(false),
  /** The refresh token in lists and infos before `api_query_auth` was called: reported empty at times. */
  refreshTokenBeforeQuery: z.enum(['given', 'empty']).default('given'),
  /** Calls of `jscode2session` a minute and person. */
  sessionCallsPerMinute: z.number().int().min(1).default(100),
  /** A message to somebody who did nothing in the chat for 48 hours: let pass, noted, or refused with 45015. */
  customMessageWindow: z.enum(['off', 'warn', 'refuse']).default('warn'),
  /** `scope` of token answers: given, missing as in WeChat's newest table, or with a comma behind it. */
  scopeInAnswer: z.enum(['given', 'missing', 'trailingComma']).default('given'),
  /** What stands behind the text of an error: the request id of today, the hint of old answers, or nothing. */
  errmsgSuffix: z.enum(['rid', 'hint', 'none']).default('rid'),
  /** Control characters in nicknames: escaped, or raw as in some old accounts, which no JSON parser takes. */
  controlCharacters: z.enum(['escaped', 'raw']).default('escaped'),
  /** Real seconds at most that a poll of the QR page waits for a change. */
  loginPollSeconds: z.number().min(0).max(30).default(25),
})

/** All switches with their values. */
export type Switches = z.infer<typeof switchesSchema>

/** Every switch at its default. */
export function buildSwitches(): Switches {
  return switchesSchema.parse({})
}

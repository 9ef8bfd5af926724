import {
  type Account,
  createAccount,
  createWire,
  type KeeperEvent,
  originsAt,
  WeChatError,
  type Wire,
  wechatOrigins,
} from '@wxgate/wechat'
import { type Logger, pino } from 'pino'
import { type Clock, followSimulator, systemClock } from './clock.ts'
import type { Settings } from './config/settings.ts'
import { createLogStream, type LogStream } from './log-stream.ts'
import type { Application } from './record/application.ts'
import { type Database, openDatabase } from './record/database.ts'
import type { Kept } from './record/kept.ts'
import { createReadiness } from './record/readiness.ts'
import { createRecords, type Records, writeTogether } from './record/records.ts'
import { createSeal, type Seal } from './record/seal.ts'

/** Everything that is built once and that the rooms work with. */
export interface Context extends Records {
  settings: Settings
  sampleApp: string | undefined
  log: Logger
  clock: Clock
  database: Database
  seal: Seal
  wire: Wire
  /** Writes several records whole or not at all: see `writeTogether`. */
  together<T>(step: (records: Records) => Promise<T>): Promise<T>
  /** Whether the database can be read and written. */
  isReady(): Promise<boolean>
  /** The account behind an application, made once, so that its token is kept once. */
  account(application: Application): Account
  /** Ends the background renewal of every account's token. */
  closeAccounts(): void
}

/** The surroundings that a gateway is given beside its settings. */
export interface Surroundings {
  /** Takes the log, a line of JSON at a time; standard error unless given. */
  logStream?: Pick<LogStream, 'write'> | undefined
  /** The sample application that runs beside it, for the links of its first page. */
  sampleApp?: string | undefined
}

export async function createContext(
  settings: Settings,
  { logStream = createLogStream(), sampleApp }: Surroundings = {},
): Promise<Context> {
  const log = pino({ name: 'wxgate', level: settings.logLevel }, logStream)
  const clock =
    settings.clock === 'simulator' && settings.wechatOrigin
      ? followSimulator(settings.wechatOrigin)
      : systemClock
  await clock.sync()
  const now = clock.now
  const database = await openDatabase(settings.databaseUrl)
  const seal = createSeal(settings.secretKeys)
  const records = createRecords({ database, seal, now })
  const { kept } = records
  const wire = openWire(settings, log, now)
  return {
    settings,
    sampleApp,
    log,
    clock,
    database,
    seal,
    ...records,
    together: (step) => writeTogether({ database, seal, now }, step),
    wire,
    isReady: createReadiness(settings.databaseUrl, kept, now),
    ...keepAccounts(wire, kept, (event) => report(log, event)),
  }
}

function openWire(settings: Settings, log: Logger, now: () => number): Wire {
  return createWire({
    origins: settings.wechatOrigin ? originsAt(settings.wechatOrigin) : wechatOrigins,
    now,
    onAnswer: (answer) => log.debug({ event: 'wire.answer', ...answer }),
  })
}

/** The events of an account's token: a fetch is ordinary, an operator must hear of every other one. */
function report(log: Logger, { type, key, error, expiresAt }: KeeperEvent): void {
  const event = { event: `credential.${type}`, appid: key }
  if (type === 'fetched') log.info({ ...event, expiresAt })
  else if (!(error instanceof WeChatError)) log.warn({ ...event, err: error })
  else log.warn({ ...event, code: error.code, errcode: error.errcode, rid: error.rid, path: error.path })
}

function keepAccounts(
  wire: Wire,
  store: Kept,
  onEvent: (event: KeeperEvent) => void,
): Pick<Context, 'account' | 'closeAccounts'> {
  const accounts = new Map<string, { secret: string; account: Account }>()
  return {
    account({ appid, secret }) {
      const known = accounts.get(appid)
      if (known?.secret === secret) return known.account
      known?.account.close()
      const account = createAccount({ wire, store, appid, secret, onEvent })
      accounts.set(appid, { secret, account })
      return account
    },
    closeAccounts() {
      for (const { account } of accounts.values()) account.close()
    },
  }
}

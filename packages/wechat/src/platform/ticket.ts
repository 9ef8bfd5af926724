import { type ComponentTicket, startTicketPush } from '../api/component-token.ts'
import type { KeeperEvent } from '../credential/keeper.ts'
import { WeChatError } from '../error.ts'
import { hide, type SecretText } from '../secret.ts'
import { changeRow } from '../store/change-row.ts'
import { poll, type WaitTime } from '../store/poll.ts'
import type { KeptRow, Store } from '../store/store.ts'
import type { Wire } from '../wire/call.ts'
import { isRecord, parseJson } from '../wire/json.ts'

/** How a platform's ticket is: `late` when the last three pushes did not come, `missing` when it has none. */
export type TicketState = 'fresh' | 'late' | 'missing'

/** The ticket of a platform, as it is kept. */
export interface TicketKeeper {
  /** Keeps a ticket that was pushed, unless a newer one is there; `createdAt` is the push's, milliseconds since 1970. */
  save(ticket: SecretText, createdAt: number): Promise<'saved' | 'older'>
  /** The newest one. Without one asks WeChat to push and waits a little; then `platform_ticket_missing`. */
  get(): Promise<ComponentTicket>
  /** WeChat did not take the newest one: asks for another push, and keeps it until that comes. */
  refuse(): Promise<void>
  /** Looks at its age, and asks WeChat to push when it is late or missing. For a timer of yours, every minute or so. */
  check(): Promise<TicketState>
}

/** What a ticket keeper needs. */
export interface TicketKeeperOptions extends WaitTime {
  wire: Wire
  store: Store
  componentAppid: string
  componentSecret: () => SecretText
  onEvent?: ((event: KeeperEvent) => void) | undefined
  /** How long `get` waits for a push that it has asked for, in milliseconds. */
  waitMs: number
}

/** The kind under which tickets are kept; the key is the platform's appid. */
const componentTicketKind = 'component-ticket'

const lifeMs = 12 * 3_600_000
// WeChat pushes every 10 minutes: two may be lost on the way before it is worth asking.
const lateMs = 25 * 60_000
const askEveryMs = 300_000

/** Keeps the ticket of a platform for its real life of 12 hours, the newest one, whatever order pushes come in. */
export function keepTicket(options: TicketKeeperOptions): TicketKeeper {
  const { wire, store, componentAppid } = options
  const read = async () => readTicket(await store.get(componentTicketKind, componentAppid))
  return {
    save: (ticket, createdAt) => save(options, { ticket: hide(ticket, 'component ticket'), createdAt }),

    async get() {
      const kept = (await read()) ?? (await askAndWait(options, read))
      if (kept !== undefined) return kept.ticket
      throw new WeChatError('platform_ticket_missing', 'WeChat has pushed no ticket for this platform', {
        retryable: true,
      })
    },

    refuse: () => askForPush(options),

    async check() {
      const kept = await read()
      if (kept !== undefined && wire.now() - kept.createdAt < lateMs) return 'fresh'
      // What is wrong with the ticket is the news; that nobody could be asked either is told beside it.
      await askForPush(options).catch((error: unknown) => {
        const place = { kind: componentTicketKind, key: componentAppid }
        options.onEvent?.({ type: 'failed', ...place, error })
      })
      return kept === undefined ? 'missing' : 'late'
    },
  }
}

interface KeptTicket {
  ticket: ComponentTicket
  createdAt: number
}

/** Another push comes in 10 minutes: where others were faster again and again, one of them has won. */
async function save(
  { store, componentAppid }: TicketKeeperOptions,
  { ticket, createdAt }: KeptTicket,
): Promise<'saved' | 'older'> {
  const value = JSON.stringify({ ticket: ticket.reveal(), createdAt })
  const write = { value, expiresAt: createdAt + lifeMs }
  const outcome = await changeRow(store, { kind: componentTicketKind, key: componentAppid }, (row) =>
    (readTicket(row)?.createdAt ?? 0) > createdAt
      ? { answer: 'older' as const }
      : { answer: 'saved' as const, write },
  )
  return outcome ?? 'older'
}

async function askAndWait(
  options: TicketKeeperOptions,
  read: () => Promise<KeptTicket | undefined>,
): Promise<KeptTicket | undefined> {
  await askForPush(options)
  return await poll(read, options)
}

/** Asks WeChat to push, at most every 5 minutes among all processes; who could not reach it has not asked. */
async function askForPush({
  wire,
  store,
  componentAppid,
  componentSecret,
}: TicketKeeperOptions): Promise<void> {
  const holder = crypto.randomUUID()
  const lease = (ttlMs: number) => store.lease(componentTicketKind, componentAppid, { holder, ttlMs })
  if ((await lease(askEveryMs)) === undefined) return
  try {
    await startTicketPush(wire, { componentAppid, componentSecret: componentSecret() })
  } catch (error) {
    if (error instanceof WeChatError && error.code === 'wire_unreachable')
      await lease(0).catch(() => undefined)
    throw error
  }
}

function readTicket(row: KeptRow | undefined): KeptTicket | undefined {
  const value = row && parseJson(row.value)
  if (!isRecord(value) || typeof value.ticket !== 'string' || typeof value.createdAt !== 'number')
    return undefined
  return { ticket: hide(value.ticket, 'component ticket'), createdAt: value.createdAt }
}

import { shallowRef } from 'vue'
import type { Delivery, JournalEntry } from './api/answer.ts'
import type { Inbox } from './inbox/inbox.ts'
import type { Town } from './town/town.ts'

/** `live`: events stream in; `polling`: asked every two seconds; `offline`: the simulator does not answer. */
export type Connection = 'starting' | 'live' | 'polling' | 'offline'

const POLL_MS = 2_000
const STATE_MS = 5_000
/** How soon the page follows a reset that somebody else made: no event tells of it. */
const LOOK_MS = 2_000
const MOST_WAIT_MS = 15_000

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** Resolves when the stream breaks; true when it had been open. */
function follow(inbox: Inbox, opened: () => void, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const source = new EventSource('/__sim/events')
    let wasOpen = false
    const end = () => {
      source.close()
      resolve(wasOpen)
    }
    source.addEventListener('open', () => {
      wasOpen = true
      opened()
    })
    source.addEventListener('request', ({ data }) => inbox.addRequest(JSON.parse(data) as JournalEntry))
    source.addEventListener('delivery', ({ data }) => inbox.addDelivery(JSON.parse(data) as Delivery))
    source.addEventListener('error', end)
    signal.addEventListener('abort', end)
  })
}

/** Keeps inbox and town up to date; when the simulator is gone, waits longer each time until it is back. */
export function createConnection(inbox: Inbox, town: Town) {
  const connection = shallowRef<Connection>('starting')
  const retryAt = shallowRef(0)
  const aborted = new AbortController()
  let wake: () => void = () => {}
  let waitMs = 1_000

  const pause = (ms: number) => Promise.race([sleep(ms), new Promise<void>((resolve) => (wake = resolve))])
  const refresh = () => Promise.all([inbox.refresh(), town.refresh()])
  const waitOffline = async () => {
    connection.value = 'offline'
    retryAt.value = Date.now() + waitMs
    await pause(waitMs)
    waitMs = Math.min(waitMs * 2, MOST_WAIT_MS)
  }
  const stayConnected = async () => {
    const wasLive = await follow(inbox, () => (connection.value = 'live'), aborted.signal)
    if (wasLive) return
    connection.value = 'polling'
    await pause(POLL_MS)
  }
  const isWatched = () => connection.value !== 'offline' && !document.hidden
  const look = async () => {
    if (isWatched() && (await inbox.look())) await town.refresh()
  }
  const readTown = async () => {
    if (isWatched()) await town.refresh()
  }
  const repeat = (act: () => Promise<void>, everyMs: number) => {
    const timer = setInterval(() => void act().catch(() => {}), everyMs)
    aborted.signal.addEventListener('abort', () => clearInterval(timer))
  }
  return {
    connection,
    retryAt,
    retryNow: () => wake(),
    async open(): Promise<void> {
      repeat(readTown, STATE_MS)
      repeat(look, LOOK_MS)
      while (!aborted.signal.aborted) {
        const isThere = await refresh().then(
          () => true,
          () => false,
        )
        if (!isThere) {
          await waitOffline()
          continue
        }
        waitMs = 1_000
        if (connection.value === 'offline') connection.value = 'starting'
        await stayConnected()
      }
    },
    close: () => aborted.abort(),
  }
}

import { computed, reactive, shallowRef } from 'vue'
import type { Delivery, JournalEntry } from '../api/answer.ts'
import { fetchHeld, type HeldRows, isGone } from './held.ts'
import { buildDeliveryRow, buildRequestRow, matchesRow, type Row, type RowFilter } from './row.ts'

const KEPT_ROWS = 500
/** More than a reading of journal and deliveries brings, so that none of it appears twice. */
const KNOWN_KEYS = 4_000
/** Rows are shown in batches, so that a load test does not draw every single one. */
const BATCH_MS = 120

const MOST = { requests: 200, deliveries: 100 }
const NEWEST = { requests: 1, deliveries: 1 }

/** What came in and went out, newest first, with filter, pause and clear. */
export function createInbox() {
  const rows = shallowRef<Row[]>([])
  const isLoaded = shallowRef(false)
  const isPaused = shallowRef(false)
  const heldBack = shallowRef(0)
  const filter = reactive<RowFilter>({ text: '', appid: '', errorsOnly: false })
  let known = new Set<string>()
  let waiting: Row[] = []
  let isDue = false

  const show = () => {
    isDue = false
    if (isPaused.value) {
      heldBack.value = waiting.length
      return
    }
    rows.value = [...waiting.reverse(), ...rows.value].slice(0, KEPT_ROWS)
    waiting = []
    heldBack.value = 0
  }
  const add = (row: Row) => {
    if (known.has(row.key)) return
    if (known.size >= KNOWN_KEYS) known = new Set([...known].slice(-KNOWN_KEYS / 2))
    known.add(row.key)
    waiting.push(row)
    if (waiting.length > KEPT_ROWS) waiting.shift()
    if (isDue) return
    isDue = true
    setTimeout(show, BATCH_MS)
  }
  const list = () => [...rows.value, ...waiting]
  const drop = (gone: ReadonlySet<Row>) => {
    if (gone.size === 0) return
    rows.value = rows.value.filter((row) => !gone.has(row))
    waiting = waiting.filter((row) => !gone.has(row))
    if (isPaused.value) heldBack.value = waiting.length
  }
  /** Takes away what is gone of the rows that were there before `fetch` began; the others may be newer. */
  const compare = async (fetch: () => Promise<HeldRows>) => {
    const before = list()
    const held = await fetch()
    const gone = new Set(before.filter((row) => isGone(row, held)))
    drop(gone)
    return { held, isLess: gone.size > 0 }
  }
  /** Pushes are counted from one again in a new town: one that was counted before says that this is another. */
  const dropEarlierTown = (row: Row) => {
    const pushes = list().filter(({ kind }) => kind === 'delivery')
    if (pushes.some(({ number }) => number >= row.number)) drop(new Set(pushes))
  }
  return {
    rows,
    isLoaded,
    isPaused,
    heldBack,
    filter,
    shown: computed(() => rows.value.filter((row) => matchesRow(row, filter))),
    newestError: computed(() => rows.value.find(({ isError }) => isError)),
    addRequest: (entry: JournalEntry) => add(buildRequestRow(entry)),
    addDelivery(delivery: Delivery) {
      const row = buildDeliveryRow(delivery)
      if (!known.has(row.key)) dropEarlierTown(row)
      add(row)
    },
    /** Empties the view; the simulator keeps its journal, and rows cleared once do not come back. */
    clear() {
      rows.value = []
      waiting = []
      heldBack.value = 0
    },
    pause(on: boolean) {
      isPaused.value = on
      if (!on) show()
    },
    /** Reads what is missing, at the first time everything, and takes away what the simulator forgot. */
    async refresh(): Promise<void> {
      const { held } = await compare(() => fetchHeld(MOST))
      const found = [...held.request.rows, ...held.delivery.rows].sort((one, other) => one.at - other.at)
      for (const row of found) add(row)
      isLoaded.value = true
    },
    /** Takes away what the simulator forgot, which no event tells: true when it was reset. */
    async look(): Promise<boolean> {
      const { isLess } = await compare(() => fetchHeld(NEWEST))
      return isLess
    },
  }
}

export type Inbox = ReturnType<typeof createInbox>

import { computed, reactive, shallowRef } from 'vue'
import type { Delivery, JournalEntry } from '../api/answer.ts'
import { sendCall } from '../api/call.ts'
import { buildDeliveryRow, buildRequestRow, matchesRow, type Row, type RowFilter } from './row.ts'

const KEPT_ROWS = 500
/** More than a reading of journal and deliveries brings, so that none of it appears twice. */
const KNOWN_KEYS = 4_000
/** Rows are shown in batches, so that a load test does not draw every single one. */
const BATCH_MS = 120

async function fetchRows(): Promise<Row[]> {
  const [journal, pushed] = await Promise.all([
    sendCall<{ entries: JournalEntry[] }>({ method: 'GET', path: 'journal?limit=200' }),
    sendCall<{ deliveries: Delivery[] }>({ method: 'GET', path: 'deliveries?limit=100' }),
  ])
  const rows = [...journal.entries.map(buildRequestRow), ...pushed.deliveries.map(buildDeliveryRow)]
  return rows.sort((one, other) => other.at - one.at)
}

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
  return {
    rows,
    isLoaded,
    isPaused,
    heldBack,
    filter,
    shown: computed(() => rows.value.filter((row) => matchesRow(row, filter))),
    newestError: computed(() => rows.value.find(({ isError }) => isError)),
    addRequest: (entry: JournalEntry) => add(buildRequestRow(entry)),
    addDelivery: (delivery: Delivery) => add(buildDeliveryRow(delivery)),
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
    /** Reads what is missing; at the first time everything. */
    async refresh(): Promise<void> {
      const found = await fetchRows()
      for (const row of found.reverse()) add(row)
      isLoaded.value = true
    },
  }
}

export type Inbox = ReturnType<typeof createInbox>

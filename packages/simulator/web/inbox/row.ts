import type { Delivery, JournalEntry } from '../api/answer.ts'

/** One line of the inbox: a request that came in, or a push that went out. */
export type Row = {
  key: string
  /** Goes up by one with every request or push; pushes begin at one again in a new town. */
  number: number
  at: number
  isError: boolean
} & ({ kind: 'request'; entry: JournalEntry } | { kind: 'delivery'; delivery: Delivery })

/** Which rows to show; an empty text shows all. */
export type RowFilter = { text: string; appid: string; errorsOnly: boolean }

function isRefused({ status, errcode, rule, detail }: JournalEntry): boolean {
  if (errcode !== null) return errcode !== 0
  return status === 0 || status >= 400 || detail.wrong !== undefined || (rule?.startsWith('fault:') ?? false)
}

/** A request as a row. */
export function buildRequestRow(entry: JournalEntry): Row {
  const { id, at } = entry
  return { key: `r${id}-${at}`, number: id, at, isError: isRefused(entry), kind: 'request', entry }
}

/** A push as a row. */
export function buildDeliveryRow(delivery: Delivery): Row {
  const { id, at, accepted } = delivery
  const number = Number(id.replace('delivery-', ''))
  return { key: `${id}-${at}`, number, at, isError: !accepted, kind: 'delivery', delivery }
}

function listWords(row: Row): string {
  return row.kind === 'request'
    ? `${row.entry.path} ${row.entry.rule ?? ''} ${row.entry.errcode ?? ''}`
    : `${row.delivery.event} ${row.delivery.url}`
}

function readAppid(row: Row): string | null {
  return row.kind === 'request' ? row.entry.appid : row.delivery.to
}

/** Whether the filter lets the row through. */
export function matchesRow(row: Row, { text, appid, errorsOnly }: RowFilter): boolean {
  if (errorsOnly && !row.isError) return false
  if (appid !== '' && readAppid(row) !== appid) return false
  return text === '' || listWords(row).toLowerCase().includes(text.toLowerCase())
}

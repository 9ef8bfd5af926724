import { buildUsageError } from '../error.ts'
import { isSecret, type Secret } from '../secret.ts'

/** What a request carries: fields of a query or of a JSON body, whose secrets are `Secret`s. */
export type Fields = Readonly<Record<string, unknown>>

/** The fields with their secrets in the open, and without those that are undefined. */
export function revealFields(fields: Fields): Record<string, unknown> {
  const shown = Object.entries(fields).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    shown.map(([name, value]) => [name, isSecret(value) ? value.reveal() : readPlain(name, value)]),
  )
}

/** A query, with a question mark where it holds something. */
export function buildQuery(fields: Fields): string {
  const revealed = Object.entries(revealFields(fields)).map(([name, value]): [string, string] => [
    name,
    `${value}`,
  ])
  const query = new URLSearchParams(revealed).toString()
  return query === '' ? '' : `?${query}`
}

/** Every secret of these fields, to be taken out of errors. */
export function listSecrets(...places: readonly (Fields | undefined)[]): readonly string[] {
  const values = places.flatMap((fields) => Object.values(fields ?? {}))
  return values.filter((value): value is Secret => isSecret(value)).map((secret) => secret.reveal())
}

/** The value itself. A secret further down would be sent as it prints, and would not be taken out of errors. */
function readPlain(name: string, value: unknown): unknown {
  if (holdsSecret(value))
    throw buildUsageError(
      'wire_body_invalid',
      `A Secret of a request stands at its top level, not within ${name}; use reveal() there`,
    )
  return value
}

function holdsSecret(value: unknown, seen: readonly object[] = []): boolean {
  if (typeof value !== 'object' || value === null || seen.includes(value)) return false
  return isSecret(value) || Object.values(value).some((member) => holdsSecret(member, [...seen, value]))
}

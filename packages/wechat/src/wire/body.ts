import { buildUsageError } from '../error.ts'
import { isSecret, type Secret } from '../secret.ts'

/** What a request carries: fields of a query or of a JSON body, whose secrets are `Secret`s. */
export type Fields = Readonly<Record<string, unknown>>

/** A query, with a question mark where it holds something. What is undefined is left out. */
export function buildQuery(fields: Fields = {}): string {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, `${reveal(value)}`]),
  )
  return query.size > 0 ? `?${query}` : ''
}

/** JSON with the secrets of its top level in the open. Throws `wire_body_invalid` for one further down. */
export function buildJson(fields: Fields): string {
  return JSON.stringify(fields, function (this: Fields, name, value) {
    // `value` is what a secret prints as by now.
    const held = this[name]
    if (!isSecret(held)) return value
    if (this === fields) return held.reveal()
    // It would be sent as it prints, and would not be taken out of errors.
    throw buildUsageError(
      'wire_body_invalid',
      'A Secret stands at the top level of a body: reveal() it further down',
    )
  })
}

/** Every secret of these fields, to be taken out of errors. */
export function listSecrets(fields: Fields = {}): readonly string[] {
  return Object.values(fields)
    .filter((value): value is Secret => isSecret(value))
    .map((secret) => secret.reveal())
}

function reveal(value: unknown): unknown {
  return isSecret(value) ? value.reveal() : value
}

import { Secret } from '../src/secret.ts'

/** The same value with every secret in it as plain text: what is hidden would compare as equal. */
export function reveal(value: unknown): unknown {
  if (value instanceof Secret) return value.reveal()
  if (Array.isArray(value)) return value.map(reveal)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, reveal(part)]))
}

import type { z } from 'zod'

/** A refusal of the simulator's own API, answered as problem+json (RFC 9457). */
export class Problem extends Error {
  readonly code = 'control_refused'
  readonly status: number
  /** The part of the body or query that is wrong, for example `follows.0`. */
  readonly field: string | undefined

  constructor(status: number, detail: string, field?: string) {
    super(detail)
    this.status = status
    this.field = field
  }
}

/** The body of a problem answer. */
export function writeProblem(status: number, detail: string, field?: string): string {
  return JSON.stringify({ type: 'about:blank', status, detail, ...(field === undefined ? {} : { field }) })
}

/** Reads outside data by its schema, or says with 400 which field is wrong and why. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const field = issue?.path.join('.') || 'body'
  throw new Problem(400, `${field}: ${issue?.message ?? 'is not acceptable'}`, field)
}

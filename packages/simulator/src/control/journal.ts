import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../wire/problem.ts'
import type { Query } from '../wire/query.ts'

const filterSchema = z.strictObject({
  path: z.string().optional(),
  appid: z.string().optional(),
  limit: z.coerce.number().int().min(0).max(10_000).default(100),
})

/** `GET /__sim/journal`: newest first, filtered by `path` and `appid`, at most `limit`. */
export function readJournal({ journal }: Context, query: Query) {
  const given = Object.fromEntries(query.pairs.map(({ name, value }) => [name, value]))
  return journal.read(readInput(filterSchema, given))
}

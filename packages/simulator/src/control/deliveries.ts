import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { Query } from '../wire/query.ts'

const filterSchema = z.strictObject({
  to: z.string().optional(),
  event: z.string().optional(),
  limit: z.coerce.number().int().min(0).max(1_000).default(100),
})

/** `GET /__sim/deliveries`: newest first, filtered by `to` (an appid) and `event`, at most `limit`. */
export function listDeliveries({ world }: Context, query: Query) {
  const given = Object.fromEntries(query.pairs.map(({ name, value }) => [name, value]))
  return world.deliveries.list(readInput(filterSchema, given))
}

/** `POST /__sim/deliveries/:id/replay`: the very same bytes to the same URL, signature and nonce included. */
export async function replayDelivery({ world, push }: Context, id: string) {
  const delivery = world.deliveries.find(id)
  if (!delivery) throw new Problem(404, `id: there is no delivery ${id} (the newest 1,000 are kept)`, 'id')
  if (delivery.attempt === 0) throw new Problem(409, 'id: this delivery was never sent', 'id')
  return { deliveries: [await push.replay(delivery)] }
}

import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { ClockView } from '../world/clock.ts'

/** A thousand years; beyond it dates stop being dates. */
const MAX_SECONDS = 31_556_952_000

const clockSchema = z.strictObject({
  advanceSeconds: z.number().min(0).max(MAX_SECONDS).optional(),
  freeze: z.boolean().optional(),
  now: z
    .union([
      z.iso.datetime({ offset: true }),
      z
        .number()
        .int()
        .min(0)
        .max(MAX_SECONDS * 1000),
    ])
    .optional(),
})

/** Body of `POST /__sim/clock`; `now` is an ISO time or milliseconds since 1970. */
export type ClockInput = z.input<typeof clockSchema>

/**
 * `POST /__sim/clock`: freezes first, so that not a millisecond passes, then `now`, then `advanceSeconds`; lets
 * go last. Tickets that fall due on the way are on theirs when this answers; nobody waits for the servers they
 * go to.
 */
export function changeClock({ world: { clock }, ticketRounds }: Context, body: unknown): ClockView {
  const { now, advanceSeconds, freeze } = readInput(clockSchema, body)
  if (now === undefined && advanceSeconds === undefined && freeze === undefined) {
    throw new Problem(400, 'body: name at least one of now, advanceSeconds, freeze', 'body')
  }
  ticketRounds.tick()
  if (freeze === true) clock.freeze()
  if (now !== undefined) clock.set(new Date(now).getTime())
  if (advanceSeconds !== undefined) clock.advance(advanceSeconds)
  if (freeze === false) clock.thaw()
  ticketRounds.tick()
  return clock.view()
}

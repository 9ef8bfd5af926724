import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { type Switches, switchesSchema } from '../world/switches.ts'

const anyObject = z.record(z.string(), z.unknown())

/** `POST /__sim/rules`: sets some switches; the answer is all of them. */
export function changeRules({ world }: Context, body: unknown): Switches {
  const changes = readInput(anyObject, body)
  const known = Object.keys(switchesSchema.shape)
  const unknown = Object.keys(changes).find((name) => !known.includes(name))
  if (unknown !== undefined) {
    throw new Problem(400, `${unknown}: there is no such switch; known ones: ${known.join(', ')}`, unknown)
  }
  world.switches = readInput(switchesSchema, { ...world.switches, ...changes })
  return world.switches
}

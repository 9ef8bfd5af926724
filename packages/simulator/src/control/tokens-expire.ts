import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../wire/problem.ts'
import { checkAppid } from './people.ts'

const schema = z.strictObject({ appid: z.string() })

/** `POST /__sim/tokens/expire`: every living app token of the account, plain and stable, dies now. */
export function expireTokens({ world }: Context, body: unknown) {
  const { appid } = readInput(schema, body)
  checkAppid(world, appid, 'appid')
  world.appTokens.expire(appid, world.clock.now())
  return { ok: true }
}

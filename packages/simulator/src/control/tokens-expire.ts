import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../wire/problem.ts'
import { checkAppid } from './people.ts'

const schema = z.strictObject({ appid: z.string() })

/** `POST /__sim/tokens/expire`: every living token of the account, a platform's of it too, or of the platform, dies now. */
export function expireTokens({ world }: Context, body: unknown) {
  const { appid } = readInput(schema, body)
  const isComponent = world.components.has(appid)
  if (!isComponent) checkAppid(world, appid, 'appid')
  if (isComponent) world.componentTokens.expire(appid, world.clock.now())
  world.appTokens.expire(appid, world.clock.now())
  return { ok: true }
}

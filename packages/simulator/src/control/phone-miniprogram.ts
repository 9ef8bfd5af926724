import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { checkAppid, readPerson } from './people.ts'

const schema = z.strictObject({ person: z.string(), appid: z.string() })

/** Body of `POST /__sim/phone/miniprogram`. */
export type MiniprogramInput = z.input<typeof schema>

/** `POST /__sim/phone/miniprogram`: somebody opens a mini program, which calls `wx.login`; answers its code. */
export function openMiniprogram({ world }: Context, body: unknown): { code: string } {
  const { person: id, appid } = readInput(schema, body)
  const person = readPerson(world, id)
  checkAppid(world, appid, 'appid')
  if (world.applications.get(appid)?.kind !== 'miniprogram') {
    throw new Problem(400, `appid: ${appid} is no mini program`, 'appid')
  }
  return { code: world.jsCodes.issue(appid, person.id, world.clock.now()).code }
}

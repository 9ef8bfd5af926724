import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { checkAppid, readPerson } from './people.ts'

const schema = z.strictObject({ person: z.string(), appid: z.string() })

/** Body of `POST /__sim/phone/number`. */
export type PhoneNumberInput = z.input<typeof schema>

/**
 * `POST /__sim/phone/number`: somebody taps a mini program's button `open-type="getPhoneNumber"` and allows it;
 * answers `e.detail.code`, for `wxa/business/getuserphonenumber`.
 */
export function givePhoneNumber({ world }: Context, body: unknown): { code: string } {
  const { person: id, appid } = readInput(schema, body)
  const person = readPerson(world, id)
  checkAppid(world, appid, 'appid')
  if (world.applications.get(appid)?.kind !== 'miniprogram') {
    throw new Problem(400, `appid: ${appid} is no mini program`, 'appid')
  }
  return { code: world.phoneCodes.issue(appid, person.id, world.clock.now()).code }
}

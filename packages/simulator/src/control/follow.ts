import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../wire/problem.ts'
import { checkAppid, readPerson } from './people.ts'

const schema = z.strictObject({
  appid: z.string(),
  /** WeChat's `subscribe_scene`; counts for `follow` alone. */
  scene: z.string().max(64).optional(),
})

function readBoth({ world }: Context, id: string, body: unknown) {
  const { appid, scene } = readInput(schema, body)
  const person = readPerson(world, id)
  checkAppid(world, appid, 'appid')
  return { person, appid, scene: scene ?? 'ADD_SCENE_SEARCH' }
}

/** No push URL can be set yet, so nothing is ever delivered. */
const NOTHING_PUSHED = { deliveries: [] }

/** `POST /__sim/people/:id/follow`: from now on; following again renews `subscribe_time`. */
export function followAccount(context: Context, id: string, body: unknown) {
  const { person, appid, scene } = readBoth(context, id, body)
  context.world.follows.add(person.id, appid, { since: context.world.clock.now(), scene })
  return NOTHING_PUSHED
}

/** `POST /__sim/people/:id/unfollow`. */
export function unfollowAccount(context: Context, id: string, body: unknown) {
  const { person, appid } = readBoth(context, id, body)
  context.world.follows.remove(person.id, appid)
  return NOTHING_PUSHED
}

/** `POST /__sim/people/:id/withdraw`: takes the authorization back; tokens given before are dead. */
export function withdrawConsent(context: Context, id: string, body: unknown) {
  const { person, appid } = readBoth(context, id, body)
  context.world.consents.withdraw(person.id, appid)
  return NOTHING_PUSHED
}

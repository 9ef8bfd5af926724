import { z } from 'zod'
import type { Context } from '../context.ts'
import { readInput } from '../wire/problem.ts'
import type { Delivery } from '../world/delivery.ts'
import { deriveOpenid } from '../world/identity.ts'
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
  return { person, appid, openid: deriveOpenid(person.id, appid), scene: scene ?? 'ADD_SCENE_SEARCH' }
}

/** What a push led to; nothing where no push URL is set. */
type Pushed = Promise<{ deliveries: Delivery[] }>

/** `POST /__sim/people/:id/follow`: from now on; following again renews `subscribe_time`. */
export async function followAccount(context: Context, id: string, body: unknown): Pushed {
  const { person, appid, openid, scene } = readBoth(context, id, body)
  context.world.follows.add(person.id, appid, { since: context.world.clock.now(), scene })
  const { deliveries } = await context.announce({ kind: 'subscribe', appid, openid })
  return { deliveries }
}

/** `POST /__sim/people/:id/unfollow`. */
export async function unfollowAccount(context: Context, id: string, body: unknown): Pushed {
  const { person, appid, openid } = readBoth(context, id, body)
  context.world.follows.remove(person.id, appid)
  const { deliveries } = await context.announce({ kind: 'unsubscribe', appid, openid })
  return { deliveries }
}

/** `POST /__sim/people/:id/withdraw`: takes the authorization back; tokens given before are dead. */
export async function withdrawConsent(context: Context, id: string, body: unknown): Pushed {
  const { person, appid, openid } = readBoth(context, id, body)
  context.world.consents.withdraw(person.id, appid)
  const { deliveries } = await context.announce({ kind: 'user_authorization_revoke', appid, openid })
  return { deliveries }
}

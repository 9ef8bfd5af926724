import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import {
  grantAuthorization,
  issueUsedPreAuthCode,
  withdrawAuthorization,
} from '../world/authorization-change.ts'
import type { World } from '../world/world.ts'
import { checkAppid } from './people.ts'

const schema = z.strictObject({
  component: z.string(),
  appid: z.string(),
  permissionSets: z.array(z.number().int().min(1).max(999)).max(200).optional(),
})

/** Body of `POST /__sim/authorizations`; without `permissionSets` all that the platform has. */
export type AuthorizationInput = z.input<typeof schema>

function readComponent(world: World, appid: string) {
  const component = world.components.get(appid)
  if (!component) throw new Problem(404, `component: no platform has the appid ${appid}`, 'component')
  return component
}

/** `GET /__sim/authorizations`: which account lets which platform do what. */
export function listAuthorizations({ world }: Context) {
  const grants = [...world.components.keys()].flatMap((appid) => world.authorizations.of(appid))
  return {
    authorizations: grants.map(({ options, ...grant }) => ({
      ...grant,
      options: Object.fromEntries(options),
    })),
  }
}

/** `POST /__sim/authorizations`: an owner grants, or changes what is granted; pushes as the page does. */
export async function addAuthorization(context: Context, body: unknown) {
  const { component: named, appid, permissionSets } = readInput(schema, body)
  const component = readComponent(context.world, named)
  checkAppid(context.world, appid, 'appid')
  const granted = grantAuthorization(context.world, {
    component: component.appid,
    appid,
    permissionSets: permissionSets ?? component.permissionSets,
    preAuthCode: issueUsedPreAuthCode(context.world, component.appid),
  })
  const told = granted.event && (await context.push.settle(granted.event))
  return { authorizationCode: granted.authorizationCode, deliveries: told?.deliveries ?? [] }
}

/** `DELETE /__sim/authorizations/:component/:appid`: the owner takes the grant back. */
export async function removeAuthorization(
  context: Context,
  { component, appid }: Record<'component' | 'appid', string>,
) {
  readComponent(context.world, component)
  const event = withdrawAuthorization(context.world, component, appid)
  if (!event) throw new Problem(404, `appid: ${appid} has not authorized ${component}`, 'appid')
  return { deliveries: (await context.push.settle(event)).deliveries }
}

import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { Application, Component } from '../world/application.ts'
import { buildApplication, buildComponent } from '../world/seed.ts'
import { applicationSchema, componentSchema } from '../world/town-schema.ts'
import type { World } from '../world/world.ts'

const namedSchema = z.looseObject({ appid: applicationSchema.shape.appid, kind: z.unknown().optional() })

/** Body of `POST /__sim/applications`: the appid and what shall change, of an account or of a platform. */
export type ApplicationInput = { appid: string } & (
  | Partial<Omit<Application, 'appid'>>
  | Partial<Omit<Component, 'appid'>>
)

function readNumber(appid: string): string {
  return appid.slice(10).replace(/^0+/, '') || '0'
}

function saveComponent(world: World, appid: string, changes: object): Component {
  if (world.applications.has(appid)) throw new Problem(400, 'kind: this appid is an account’s', 'kind')
  const before = world.components.get(appid) ?? buildComponent(readNumber(appid))
  const component = readInput(componentSchema, { ...before, ...changes })
  world.components.set(appid, component)
  if (!world.componentTickets.newest(appid)) world.componentTickets.issue(appid, world.clock.now())
  return component
}

function saveAccount(world: World, appid: string, changes: object): Application {
  const sketch = { kind: 'service', name: appid, nameEn: appid } as const
  const before = world.applications.get(appid) ?? buildApplication(readNumber(appid), sketch)
  const application = readInput(applicationSchema, { ...before, ...changes })
  world.applications.set(appid, application)
  world.people.admit(appid)
  return application
}

/**
 * `POST /__sim/applications`: adds an account (a verified service account unless told otherwise) or a platform
 * (`"kind":"platform"`), or changes what is given of one that exists. Lists are replaced whole.
 */
export function saveApplication({ world }: Context, body: unknown): Application | Component {
  const { appid, ...changes } = readInput(namedSchema, body)
  const isComponent = world.components.has(appid) || changes.kind === 'platform'
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  return isComponent ? saveComponent(world, appid, given) : saveAccount(world, appid, given)
}

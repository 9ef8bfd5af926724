import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import { listSeedProblems, type Seed, seedSchema } from '../world/town-schema.ts'

/** What a town looks like in a request: what has a default may be left out. */
export type SeedInput = z.input<typeof seedSchema>

/**
 * Reads a town from JSON that was parsed. Throws an error with `status` 400 and `field` when something is wrong:
 * an unknown key, an appid outside the demo range, an account that is spoken of but not there.
 */
export function readSeed(input: unknown): Seed {
  const seed = readInput(seedSchema, input)
  const [problem] = listSeedProblems(seed)
  if (problem !== undefined) throw new Problem(400, problem, problem.split(':')[0])
  return seed
}

/** `GET /__sim/seed`: the town as it is now. Codes, tokens, tickets, conversations and the clock are no part of it. */
export function exportSeed({ world }: Context): Seed {
  const appids = [...world.applications.keys()]
  const replies = appids.map((appid) => [appid, world.menus.console(appid)] as const)
  return {
    applications: [...world.applications.values()],
    components: [...world.components.values()],
    people: world.people.list().map((person) => ({
      ...person,
      follows: world.follows.of(person.id).flatMap((appid) => {
        const follow = world.follows.get(person.id, appid)
        return follow ? [{ appid, ...follow }] : []
      }),
    })),
    authorizations: [...world.components.keys()].flatMap((component) =>
      world.authorizations
        .of(component)
        .map(({ appid, permissionSets }) => ({ component, appid, permissionSets })),
    ),
    consoleReplies: Object.fromEntries(
      replies.filter(
        ([, { menu, welcome, answer }]) => menu.length > 0 || welcome !== null || answer !== null,
      ),
    ),
    rules: world.switches,
  }
}

/**
 * `PUT /__sim/seed`: this is the town from now on, after a reset too. Codes and tokens of the town before are
 * dead; clock, journal and faults stay. Refresh tokens of grants are again those of a first grant.
 */
export function importSeed(context: Context, body: unknown): Seed {
  context.world.plant(readSeed(body))
  return exportSeed(context)
}

/** `GET /__sim/seed/schema`: the JSON Schema of a town. */
export function readSeedSchema() {
  return z.toJSONSchema(seedSchema, { io: 'input' })
}

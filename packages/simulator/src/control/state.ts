import type { Context } from '../context.ts'
import { deriveOpenid } from '../world/identity.ts'
import { type Person, readUnionid } from '../world/person.ts'
import type { World } from '../world/world.ts'

/** The open-platform account whose unionid `state` tells for each person. */
const OPEN_PLATFORM = 'A'

/** One person as the API tells them: with their openid at every account. */
export function describePerson(world: World, person: Person) {
  const appids = [...world.applications.keys()]
  return {
    id: person.id,
    nickname: person.nickname,
    avatar: person.avatar,
    openids: Object.fromEntries(appids.map((appid) => [appid, deriveOpenid(person.id, appid)])),
    unionid: readUnionid(person, OPEN_PLATFORM),
    follows: world.follows.of(person.id),
  }
}

/** `GET /__sim/state`: the whole town. */
export function readState({ world }: Context) {
  return {
    clock: world.clock.view(),
    rules: world.switches,
    applications: [...world.applications.values()],
    components: [...world.components.values()],
    people: world.people.list().map((person) => describePerson(world, person)),
  }
}

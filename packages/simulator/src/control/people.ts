import { z } from 'zod'
import type { Context } from '../context.ts'
import { Problem, readInput } from '../wire/problem.ts'
import type { Person } from '../world/person.ts'
import type { World } from '../world/world.ts'
import { describePerson } from './state.ts'

const personSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/, 'letters, digits, _ and -, at most 64'),
  nickname: z.string().max(200).optional(),
  avatar: z.string().min(1).max(64).nullable().optional(),
  follows: z.array(z.string()).optional(),
  unionid: z.boolean().optional(),
})

/**
 * Body of `POST /__sim/people`. What is left out stays as it was, or gets a default for somebody new: the id
 * as nickname, an avatar, no follows, a unionid. `avatar` is any word that chooses a picture, null for none;
 * `follows` is the whole list; `unionid: false` makes somebody without a unionid anywhere.
 */
export type PersonInput = z.input<typeof personSchema>

/** Somebody of the town by id, or 404. */
export function readPerson(world: World, id: string): Person {
  const person = world.people.find(id)
  if (person) return person
  const known = world.people.list().map((each) => each.id)
  throw new Problem(404, `person: nobody is called ${id}; known: ${known.slice(0, 20).join(', ')}`, 'person')
}

/** Refuses an appid that no account of the town has. */
export function checkAppid(world: World, appid: string, field: string): void {
  if (!world.applications.has(appid))
    throw new Problem(404, `${field}: no account has the appid ${appid}`, field)
}

function setFollows(world: World, person: Person, appids: string[]): void {
  for (const [at, appid] of appids.entries()) checkAppid(world, appid, `follows.${at}`)
  const since = world.clock.now()
  for (const appid of world.follows.of(person.id)) {
    if (!appids.includes(appid)) world.follows.remove(person.id, appid)
  }
  for (const appid of appids) {
    if (!world.follows.get(person.id, appid)) {
      world.follows.add(person.id, appid, { since, scene: 'ADD_SCENE_SEARCH' })
    }
  }
}

/** `POST /__sim/people`: adds somebody, or changes what is given. */
export function savePerson({ world }: Context, body: unknown) {
  const { id, nickname, avatar, follows, unionid } = readInput(personSchema, body)
  const before: Person = world.people.find(id) ?? { id, nickname: id, avatar: id, hasUnionid: true }
  const person: Person = {
    id,
    nickname: nickname ?? before.nickname,
    avatar: avatar === undefined ? before.avatar : avatar,
    hasUnionid: unionid ?? before.hasUnionid,
  }
  if (follows) setFollows(world, person, follows)
  world.people.save(person)
  return describePerson(world, person)
}

import type { World } from '../world/world.ts'
import type { Visit } from './authorize-visit.ts'

/** Says who holds this browser's phone and what they answer, so that a scripted browser needs no click. */
export const ANSWER_COOKIE = 'wxgate_sim_answer'

/** An answer given beforehand. */
export type ScriptedAnswer = { visit: Visit; decision: 'allow' | 'deny' | 'ignore' }

const DECISIONS = ['allow', 'deny', 'ignore'] as const
const ENTRIES = ['link', 'menu', 'chat', 'scan', 'share'] as const

/** The cookie's value: `person`, and `decision`, `entry` and `snapshot` where they are not the usual ones. */
export function readScriptedAnswer(world: World, cookie: string | undefined): ScriptedAnswer | undefined {
  if (cookie === undefined) return undefined
  const fields = new URLSearchParams(cookie)
  const person = world.people.find(fields.get('person') ?? '')
  if (!person) return undefined
  const entry = ENTRIES.find((known) => known === fields.get('entry')) ?? 'link'
  const decision = DECISIONS.find((known) => known === fields.get('decision')) ?? 'allow'
  return { visit: { person, entry, snapshot: fields.get('snapshot') === 'true' }, decision }
}

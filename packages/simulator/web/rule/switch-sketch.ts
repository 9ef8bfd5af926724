import type { Switches, Words } from '../api/answer.ts'
import type { MessageKey } from '../words/words.ts'

type Group = Extract<MessageKey, `town.group${string}`>

/** What the page knows of a switch: where it stands, what it does, what it may be, its default. */
export type SwitchSketch<Value> = { group: Group; normal: Value; says: Words } & (
  | { kind: 'boolean' }
  | { kind: 'choice'; choices: readonly Value[] }
  | { kind: 'number'; min: number; max?: number }
  | { kind: 'text' }
)

export type Sketches = { [Name in keyof Switches]: SwitchSketch<Switches[Name]> }

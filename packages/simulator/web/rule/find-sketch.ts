import type { Words } from '../api/answer.ts'
import type { MessageKey } from '../words/words.ts'
import { SWITCHES } from './switch-list.ts'

/** A sketch whose values are not told apart any more. */
export type AnySketch = {
  group: MessageKey
  kind: 'boolean' | 'choice' | 'number' | 'text'
  normal: unknown
  says: Words
  choices?: readonly unknown[]
  min?: number
  max?: number
}

const KINDS = { boolean: 'boolean', number: 'number' } as const

/** What is known of a switch; one that a newer simulator has is shown by the kind of its value. */
export function findSketch(name: string, value: unknown): AnySketch {
  const known: Record<string, AnySketch> = SWITCHES
  const sketch = known[name]
  if (sketch) return sketch
  const type = typeof value
  const kind = type === 'boolean' || type === 'number' ? KINDS[type] : 'text'
  return { group: 'town.groupOther', kind, normal: value, says: { zh: name, en: name } }
}

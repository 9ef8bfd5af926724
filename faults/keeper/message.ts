import type { Place } from './place.ts'

/** What a process is told when it starts. */
export interface Setup {
  place: Place
  /** The file of the simulated clock; with none the real one counts. */
  clockFile: string | undefined
  upstreamUrl: string
}

/** What a process is told later. */
export type Order =
  /** So many callers ask for the credential at once, and report those that are in `refused` as refused. */
  | { type: 'ask'; id: number; key: string; callers: number; refused: readonly string[] }
  /** Goes on with a token at which it was to pause. */
  | { type: 'proceed' }
  /** Tells when nothing goes on in the background any more. */
  | { type: 'settle' }

/** What a process tells. */
export type Report =
  | { type: 'ready' }
  /** It has a new token in its hands and has done nothing with it yet. */
  | { type: 'paused' }
  | { type: 'settled' }
  /** What the callers got: how many which token, and how many which error. */
  | { type: 'answers'; id: number; tokens: [string, number][]; errors: [string, number][] }

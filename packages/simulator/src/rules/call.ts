import type { Query } from '../wire/query.ts'
import type { World } from '../world/world.ts'
import type { Warning } from './rule.ts'

/** One request to the simulated WeChat, as the rules see it. */
export type Call = {
  world: World
  /** Simulated milliseconds since 1970, the same for the whole call. */
  now: number
  method: string
  path: string
  query: Query
  /** The body as UTF-8 text; empty when none was sent. */
  body: string
  /** The caller's IP address. */
  address: string
  /** Base URL of this simulator as the caller sees it, without a slash at the end. */
  origin: string
  /** What passed but deserves a note; rules add to it. */
  warnings: Warning[]
  /** Set when something other than a refusal decided, for example which way a stable token was found. */
  decidedBy: string | null
}

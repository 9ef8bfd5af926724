import { randomBytes } from 'node:crypto'
import type { PendingSignIn, Person } from './relying-party.ts'

/** One browser at the sample app. */
export interface Visit {
  /** Sign-ins that have begun, by their state: two tabs may be at it. */
  pending: Map<string, PendingSignIn>
  person: Person | undefined
}

export interface Visits {
  find(id: string | undefined): Visit | undefined
  /** The visit of this browser, made now when there is none. */
  open(id: string | undefined): { id: string; visit: Visit }
  drop(id: string | undefined): void
}

const mostVisits = 1000

/** Visits in memory: a sample forgets them when it ends. The oldest gives way when there are too many. */
export function createVisits(): Visits {
  const visits = new Map<string, Visit>()
  const find = (id: string | undefined) => (id === undefined ? undefined : visits.get(id))
  return {
    find,
    open(id) {
      const known = find(id)
      if (known && id !== undefined) return { id, visit: known }
      const [oldest] = visits.keys()
      if (visits.size >= mostVisits && oldest !== undefined) visits.delete(oldest)
      const fresh = randomBytes(16).toString('base64url')
      const visit: Visit = { pending: new Map(), person: undefined }
      visits.set(fresh, visit)
      return { id: fresh, visit }
    },
    drop: (id) => void (id !== undefined && visits.delete(id)),
  }
}

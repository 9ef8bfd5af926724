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
  /** A visit under a new id: whoever knew the old one, planted it perhaps, must not be signed in with it. */
  signIn(id: string | undefined, person: Person): string
  /** The visit of this browser, made now when there is none. */
  open(id: string | undefined): { id: string; visit: Visit }
  drop(id: string | undefined): void
}

const mostVisits = 1000

/** A visit that only began gives way before one that is signed in. */
function chooseOldest(visits: Map<string, Visit>): string {
  const stranger = [...visits].find(([, { person }]) => person === undefined)
  return stranger?.[0] ?? [...visits.keys()][0] ?? ''
}

/** Visits in memory: a sample forgets them when it ends. The oldest gives way when there are too many. */
export function createVisits(): Visits {
  const visits = new Map<string, Visit>()
  const find = (id: string | undefined) => (id === undefined ? undefined : visits.get(id))
  const add = (visit: Visit) => {
    const id = randomBytes(16).toString('base64url')
    if (visits.size >= mostVisits) visits.delete(chooseOldest(visits))
    visits.set(id, visit)
    return { id, visit }
  }
  return {
    find,
    open(id) {
      const known = find(id)
      if (known && id !== undefined) return { id, visit: known }
      return add({ pending: new Map(), person: undefined })
    },
    signIn(id, person) {
      if (id !== undefined) visits.delete(id)
      return add({ pending: new Map(), person }).id
    },
    drop: (id) => void (id !== undefined && visits.delete(id)),
  }
}

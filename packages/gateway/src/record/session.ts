import { z } from 'zod'
import type { Kept } from './kept.ts'

/** A person who signed in through one WeChat account. */
export interface Seat {
  personId: string
  openid: string
  /** Milliseconds since 1970, written down at the sign-in. */
  signedInAt: number
  /** When the profile was last asked for, whether or not WeChat gave it; undefined when it was not. */
  profileAskedAt?: number | undefined
  /** When the visitor last said "not now" to the profile; undefined when they did not. */
  declinedAt?: number | undefined
}

/** The session of one browser: a seat for each WeChat account. */
export interface Session {
  /**
   * All sessions of one browser have it in common, two tabs' included. The grants of clients belong to it: signing
   * in again keeps it, signing out ends it.
   */
  family: string
  /** The client that was here last. */
  client: string
  /** The account that each client used last. */
  used: Readonly<Record<string, string>>
  /** By appid. */
  seats: Readonly<Record<string, Seat>>
}

export interface Sessions {
  find(id: string): Promise<Session | undefined>
  /** Keeps a session under an id that only the browser's cookie holds; false when there is one with this id. */
  create(id: string, session: Session): Promise<boolean>
  /** Changes a session, whatever else happens to it at the same moment; nothing where it has ended. */
  change(id: string, step: (session: Session) => Session): Promise<void>
  drop(id: string): Promise<void>
  /** Ends every session of a browser, and takes back what was granted in it. */
  dropFamily(family: string): Promise<void>
}

/** Seven days: long enough for a customer to come back to, short enough that a lost phone does not matter. */
export const sessionSeconds = 7 * 24 * 3600

/** When a seat ends. */
export function readSeatEnd({ signedInAt }: Seat): number {
  return signedInAt + sessionSeconds * 1000
}

const shape = z.object({
  family: z.string(),
  client: z.string(),
  used: z.record(z.string(), z.string()),
  seats: z.record(
    z.string(),
    z.object({
      personId: z.string(),
      openid: z.string(),
      signedInAt: z.number(),
      profileAskedAt: z.number().optional(),
      declinedAt: z.number().optional(),
    }),
  ),
})

const mostTries = 10

export function createSessions({ kept, now }: { kept: Kept; now: () => number }): Sessions {
  const buildOptions = ({ family, seats }: Session) => ({
    expiresAt: Math.max(...Object.values(seats).map(readSeatEnd)),
    owner: buildFamilyOwner(family),
  })
  return {
    async find(id) {
      const row = await kept.get('session', id)
      return row && readSession(row.value, now())
    },
    create: (id, session) =>
      kept.compareAndSave('session', id, 0, JSON.stringify(session), buildOptions(session)),
    async change(id, step) {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const row = await kept.get('session', id)
        const session = row && readSession(row.value, now())
        if (!row || !session) return
        const next = step(session)
        if (await kept.compareAndSave('session', id, row.version, JSON.stringify(next), buildOptions(next)))
          return
      }
    },
    async drop(id) {
      await kept.drop({ kind: 'session', key: id })
    },
    async dropFamily(family) {
      await kept.drop({ owner: buildFamilyOwner(family) })
    },
  }
}

/** Everything that a browser is signed in to, and was granted, is owned by this. */
export function buildFamilyOwner(family: string): string {
  return `family:${family}`
}

/** A seat that is over is none; a session without seats neither. */
function readSession(value: string, now: number): Session | undefined {
  const session = shape.parse(JSON.parse(value))
  const seats = Object.entries(session.seats).filter(([, seat]) => readSeatEnd(seat) > now)
  return seats.length === 0 ? undefined : { ...session, seats: Object.fromEntries(seats) }
}

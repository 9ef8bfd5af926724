import { z } from 'zod'
import type { Kept } from './kept.ts'
import { buildSecretId } from './random-id.ts'

/** Somebody is signed in, in one browser. */
export interface Session {
  personId: string
  /** The account the person came through, and their openid there. */
  appid: string
  openid: string
  /** The client that asked for the sign-in. */
  client: string
  signedInAt: number
  expiresAt: number
  /** When the profile was last asked for, whether or not WeChat gave it; undefined when it was not. */
  profileAskedAt: number | undefined
  /**
   * Sessions of one person that followed each other in one browser have this in common. What clients were
   * granted belongs to it: signing in again keeps it, signing out ends it.
   */
  family: string
}

export interface Sessions {
  /** Keeps a new session and gives its id, which only the browser's cookie holds. */
  create(session: Omit<Session, 'expiresAt'>): Promise<string>
  find(id: string): Promise<Session | undefined>
  drop(id: string): Promise<void>
}

/** Seven days: long enough for a customer to come back to, short enough that a lost phone does not matter. */
export const sessionSeconds = 7 * 24 * 3600

const shape = z.object({
  personId: z.string(),
  appid: z.string(),
  openid: z.string(),
  client: z.string(),
  signedInAt: z.number(),
  profileAskedAt: z.number().optional(),
  family: z.string(),
})

export function createSessions({ kept, now }: { kept: Kept; now: () => number }): Sessions {
  return {
    async create(session) {
      const id = buildSecretId()
      await kept.save('session', id, JSON.stringify(session), {
        expiresAt: now() + sessionSeconds * 1000,
        owner: `person:${session.personId}`,
      })
      return id
    },
    async find(id) {
      const row = await kept.get('session', id)
      if (!row) return undefined
      const { profileAskedAt, ...session } = shape.parse(JSON.parse(row.value))
      return { ...session, profileAskedAt, expiresAt: row.expiresAt }
    },
    async drop(id) {
      await kept.drop({ kind: 'session', key: id })
    },
  }
}

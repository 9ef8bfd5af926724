import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Grant, Grants } from './grant.ts'
import type { Kept } from './kept.ts'
import { buildSecretId } from './random-id.ts'
import { buildFamilyOwner } from './session.ts'

/** A finish code is for one browser, at one host of a client. */
export interface Finish {
  /** The id of the grant that the host may know. */
  grantId: string
  /** Scheme, host and port of the host. */
  origin: string
  /** Where the browser goes on there. */
  returnUrl: string
  /** SHA-256 of a secret that the browser got at that host: see `digestBegin`. */
  begin: string
  /** When the seat ends, in milliseconds since 1970. */
  expiresAt: number
}

/** Browsers that are signed in at hosts that are not the gateway's own. */
export interface SiteSessions {
  /** A code for one browser and one host, for a minute. It ends with the family of sessions that it is of. */
  issue(family: string, finish: Finish): Promise<string>
  /**
   * Exchanges a code for the id of the browser's session at this host, the same however often it comes within the
   * minute. Undefined for a code of another browser or host, and for one that is over.
   */
  redeem(
    code: string,
    at: { origin: string; secrets: readonly string[] },
  ): Promise<{ id: string; returnUrl: string; expiresAt: number } | undefined>
  /** The grant behind a session at this host; undefined from the moment that it is taken back. */
  find(id: string, origin: string): Promise<Grant | undefined>
}

const codeMs = 60_000

const finishShape = z.object({
  grantId: z.string(),
  origin: z.string(),
  returnUrl: z.string(),
  begin: z.string(),
  expiresAt: z.number(),
  family: z.string(),
})

const sessionShape = z.object({ grantId: z.string(), origin: z.string() })

export function createSiteSessions({
  kept,
  grants,
  now,
}: {
  kept: Kept
  grants: Grants
  now: () => number
}): SiteSessions {
  return {
    async issue(family, finish) {
      const code = buildSecretId()
      const options = { expiresAt: now() + codeMs, owner: buildFamilyOwner(family) }
      await kept.save('finish', code, JSON.stringify({ ...finish, family }), options)
      return code
    },
    async redeem(code, { origin, secrets }) {
      const row = await kept.get('finish', code)
      const finish = row && finishShape.parse(JSON.parse(row.value))
      const secret = secrets.find((one) => digestBegin(one) === finish?.begin)
      if (!finish || finish.origin !== origin || secret === undefined) return undefined
      const { grantId, returnUrl, expiresAt, family } = finish
      // Derived of what only this browser has: nothing in the store opens a session.
      const id = hash(`site session ${code} ${secret}`)
      const value = JSON.stringify({ grantId, origin })
      await kept.compareAndSave('site-session', id, 0, value, { expiresAt, owner: buildFamilyOwner(family) })
      return { id, returnUrl, expiresAt }
    },
    async find(id, origin) {
      const row = await kept.get('site-session', id)
      const session = row && sessionShape.parse(JSON.parse(row.value))
      return session?.origin === origin ? await grants.find(session.grantId) : undefined
    },
  }
}

/** The digest that stands for a browser's secret in an address: no session can be made of it. */
export function digestBegin(secret: string): string {
  return hash(`site begin ${secret}`)
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}

import { z } from 'zod'
import type { Kept } from './kept.ts'
import { buildSecretId } from './random-id.ts'

/** The one sentence every sign-in ends in: a client may know a person through an account, until a time. */
export interface Grant {
  client: string
  personId: string
  appid: string
  openid: string
}

export interface Grants {
  /**
   * The id of the grant that a family of sessions gives a client, made if there is none. Two requests at the same
   * moment get the same one.
   */
  open(family: string, grant: Grant, expiresAt: number): Promise<string>
  find(id: string): Promise<Grant | undefined>
  /** Takes one grant back: what was issued under it is dead. */
  drop(id: string): Promise<void>
  /** Takes back everything that was granted to a family of sessions: somebody signed out. */
  dropOfFamily(family: string): Promise<void>
}

const shape = z.object({
  client: z.string(),
  personId: z.string(),
  appid: z.string(),
  openid: z.string(),
})

export function createGrants({ kept }: { kept: Kept }): Grants {
  const find = async (id: string) => {
    const row = await kept.get('grant', id)
    return row && shape.parse(JSON.parse(row.value))
  }
  return {
    find,
    async open(family, grant, expiresAt) {
      const key = `${family} ${grant.client} ${grant.appid}`
      const known = await kept.get('grant-of-session', key)
      if (known && (await find(known.value))) return known.value
      const id = buildSecretId()
      const options = { expiresAt, owner: `family:${family}` }
      await kept.save('grant', id, JSON.stringify(grant), options)
      const first = await kept.compareAndSave('grant-of-session', key, known?.version ?? 0, id, options)
      if (first) return id
      await kept.drop({ kind: 'grant', key: id })
      return (await kept.get('grant-of-session', key))?.value ?? id
    },
    async drop(id) {
      await kept.drop({ kind: 'grant', key: id })
    },
    async dropOfFamily(family) {
      await kept.drop({ owner: `family:${family}` })
    },
  }
}

import type { KeepOptions } from '@wxgate/wechat'
import { z } from 'zod'
import type { Kept } from './kept.ts'
import { buildSecretId } from './random-id.ts'
import { buildFamilyOwner } from './session.ts'

/** The one sentence every sign-in ends in: a client may know a person through an account, until a time. */
export interface Grant {
  client: string
  personId: string
  appid: string
  openid: string
}

export interface Grants {
  /** The grant that a family of sessions has given a client; undefined when it has given none. */
  findId(family: string, grant: Grant): Promise<string | undefined>
  /**
   * The id of that grant, made if there is none: `opened` says so. Two requests at the same moment get the same one. It
   * lasts until `expiresAt` at least: a seat that was taken anew ends later than the one before it.
   */
  open(family: string, grant: Grant, expiresAt: number): Promise<{ id: string; opened: boolean }>
  find(id: string): Promise<Grant | undefined>
  /** Takes one grant back: what was issued under it is dead. */
  drop(id: string): Promise<void>
  /** Takes back what was granted through one seat of a family: somebody else sits there now. */
  dropOfSeat(family: string, seat: { appid: string; personId: string }): Promise<void>
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
    return row && readGrant(row.value)
  }
  const findKnown = async (family: string, grant: Grant) => {
    const row = await kept.get('grant-of-session', buildKey(family, grant))
    return { row, id: row && (await find(row.value)) ? row.value : undefined }
  }
  return {
    find,
    findId: async (family, grant) => (await findKnown(family, grant)).id,
    async open(family, grant, expiresAt) {
      const known = await findKnown(family, grant)
      const key = buildKey(family, grant)
      const options = { expiresAt, owner: buildFamilyOwner(family) }
      if (known.id !== undefined) {
        await lengthen(kept, 'grant', known.id, options)
        await lengthen(kept, 'grant-of-session', key, options)
        return { id: known.id, opened: false }
      }
      const id = buildSecretId()
      await kept.save('grant', id, JSON.stringify(grant), options)
      const isFirst = await kept.compareAndSave('grant-of-session', key, known.row?.version ?? 0, id, options)
      if (isFirst) return { id, opened: true }
      await kept.drop({ kind: 'grant', key: id })
      return { id: (await kept.get('grant-of-session', key))?.value ?? id, opened: false }
    },
    async drop(id) {
      await kept.drop({ kind: 'grant', key: id })
    },
    async dropOfSeat(family, { appid, personId }) {
      await kept.dropSome({ kind: 'grant', owner: buildFamilyOwner(family) }, (value) => {
        const grant = readGrant(value)
        return grant.appid === appid && grant.personId === personId
      })
    },
  }
}

/** A row that was taken back meanwhile stays so: its version is gone. */
async function lengthen(kept: Kept, kind: string, key: string, options: KeepOptions): Promise<void> {
  const row = await kept.get(kind, key)
  if (row && row.expiresAt < options.expiresAt)
    await kept.compareAndSave(kind, key, row.version, row.value, options)
}

function readGrant(value: string): Grant {
  return shape.parse(JSON.parse(value))
}

/** The person is part of it: a client that was granted one person has not been granted the next one. */
function buildKey(family: string, { client, appid, personId }: Grant): string {
  return `${family} ${client} ${appid} ${personId}`
}

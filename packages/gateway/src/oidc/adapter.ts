import { type Adapter, type AdapterPayload, errors } from 'oidc-provider'
import type { Context } from '../context.ts'
import { buildClientMetadata } from './client-metadata.ts'

/**
 * Where oidc-provider keeps its artefacts: the kept table, so ids are stored as hashes. Clients come from
 * their own record.
 */
export function createAdapter(context: Context, model: string): Adapter {
  if (model === 'Client') return createClientAdapter(context)
  const { kept, clock } = context
  const withoutEnd = 24 * 3600
  const kind = `oidc-${model}`
  const read = async (id: string) => {
    const row = await kept.get(kind, id)
    return row && { payload: readPayload(row.value), row }
  }
  return {
    async upsert(id, payload, expiresIn = withoutEnd) {
      const expiresAt = clock.now() + expiresIn * 1000
      const owner = payload.grantId && model !== 'Grant' ? `grant:${payload.grantId}` : undefined
      await kept.save(kind, id, JSON.stringify(payload), { expiresAt, ...(owner && { owner }) })
      if (payload.uid) await kept.save(`${kind}-uid`, payload.uid, id, { expiresAt })
    },
    async find(id) {
      if (model === 'Grant' && !(await context.grants.find(id))) return undefined
      return (await read(id))?.payload
    },
    async findByUid(uid) {
      const id = await kept.get(`${kind}-uid`, uid)
      return id && (await read(id.value))?.payload
    },
    async findByUserCode() {
      throw new TypeError('oidc: the device flow is not offered')
    },
    /** Of many requests with one code exactly one may go on, in whatever process they arrive. */
    async consume(id) {
      const found = await read(id)
      if (!found || found.payload.consumed) throw new errors.InvalidGrant('already consumed')
      const consumed = JSON.stringify({ ...found.payload, consumed: Math.floor(Date.now() / 1000) })
      const { version, expiresAt } = found.row
      if (await kept.compareAndSave(kind, id, version, consumed, { expiresAt })) return
      throw new errors.InvalidGrant('already consumed')
    },
    async destroy(id) {
      if (model === 'Grant') await context.grants.drop(id)
      await kept.drop({ kind, key: id })
    },
    async revokeByGrantId(grantId) {
      await context.grants.drop(grantId)
      await kept.drop({ owner: `grant:${grantId}` })
    },
  }
}

function readPayload(text: string): AdapterPayload {
  return JSON.parse(text)
}

function createClientAdapter({ clients }: Context): Adapter {
  const refuse = async () => {
    throw new TypeError('oidc: clients are added by operators')
  }
  return {
    async find(id) {
      const client = await clients.find(id)
      return client && buildClientMetadata(client)
    },
    upsert: refuse,
    findByUid: refuse,
    findByUserCode: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
  }
}
